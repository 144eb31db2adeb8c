/** How the conversation is read: scrolling, long messages, other scripts, names, copying, printing, searching. */
import { describe, expect, test } from "vitest";
import { enter, messages, pastPage, said, useBrowser } from "../testing/page-fixture.ts";
import { CHROMIUM, WHY_SKIPPED } from "../testing/programs.ts";

const open = useBrowser();

/** In the page: which element has the focus. */
const FOCUSED = "document.activeElement.id || document.activeElement.tagName";

const SCROLL_TOP = "document.getElementById('scroller').scrollTop";

describe.skipIf(CHROMIUM === undefined)(`reading the conversation${WHY_SKIPPED}`, () => {
  test("only the conversation scrolls, never the page around it", async () => {
    await using it = await open();
    const { page, tell } = it;
    // Lines that go on with what the same person has just said hide the name.
    await enter(it, messages(1, 300));
    const names = ["ada", ...Array.from({ length: 60 }, (_, index) => `member-${index}`)];
    await tell({ type: "members", names });
    await page.getByRole("button", { name: "member-59" }).waitFor();
    for (const place of ["#people", "#text", "#lines"]) {
      await page.locator(place).hover({ position: { x: 5, y: 5 } });
      await page.mouse.wheel(0, 5_000);
      await page.mouse.wheel(0, -200);
    }
    await page.getByLabel("Message to everyone").press("End");
    await page.getByRole("button", { name: "Search" }).press("End");
    expect(await page.evaluate("[window.scrollY, document.body.scrollTop]")).toEqual([0, 0]);
    expect(
      await page.evaluate(
        "[document.documentElement.scrollHeight, document.body.scrollHeight, document.getElementById('room').scrollHeight]",
      ),
    ).toEqual([640, 640, 640]);
    expect((await page.getByRole("button", { name: "Log out" }).boundingBox())?.y).toBeLessThan(40);
  });

  test("Tab and Shift+Tab go to what is on the screen: they neither scroll nor load", async () => {
    await using it = await open();
    const { page, happen, chat } = it;
    await enter(it, messages(1, 100), true);
    await happen({ type: "message", ...said(101, "tall\n".repeat(100)) });
    for (const message of messages(102, 150)) await happen({ type: "message", ...message });
    await page.getByText("message 150", { exact: true }).waitFor();
    const before = await page.evaluate(SCROLL_TOP);
    const visited: unknown[] = [];
    for (let press = 0; press < 4; press++) {
      await page.keyboard.press("Shift+Tab");
      visited.push(await page.evaluate(FOCUSED));
    }
    expect(visited).toContain("scroller");
    expect(visited).not.toContain("older");
    expect(await page.evaluate(SCROLL_TOP)).toBe(before);
    expect(chat().asked).toEqual([]);

    // The beginning is reached on purpose, and then its button can be.
    await page.locator("#scroller").press("Home");
    expect(await it.asked(1)).toEqual(["older 1"]);
    await pastPage(it, "older", [], false);
    await page.locator("#older").waitFor({ state: "hidden" });
  });

  test("a message of very many lines is folded, and can be unfolded", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it);
    await happen({ type: "message", ...said(1, `first${"\n".repeat(1_900)}last`) });
    await happen({ type: "message", ...said(2, "after it") });
    await page.getByText("after it").waitFor();
    const height = () => page.evaluate("document.getElementById('lines').clientHeight");
    // Nobody needs to see empty lines.
    expect(await height()).toBeLessThan(250);
    expect(await page.locator("#lines .text").first().textContent()).toHaveLength(1_909);
    await page.getByRole("button", { name: "Show all 1,901 lines" }).click();
    expect(await height()).toBeGreaterThan(30_000);
    await page.getByRole("button", { name: "Show less" }).click();
    expect(await height()).toBeLessThan(640);
  });

  test("each line of a text has its own direction, and keeps its indentation", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it);
    await happen({ type: "message", ...said(1, "مرحبا\nكيف حالك اليوم يا صديقي\nhello") });
    await page.locator("#lines .text").first().waitFor();
    const lines = await page.evaluate(`(() => {
      const text = document.querySelector("#lines .text");
      const box = text.getBoundingClientRect();
      const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
      const range = document.createRange();
      return [[0, 5], [30, 35]].map(([from, to]) => {
        range.setStart(node, from);
        range.setEnd(node, to);
        const { left, right } = range.getBoundingClientRect();
        return [Math.round(left - box.left), Math.round(box.right - right)];
      });
    })()`);
    const [[arabicLeft = 0, arabicRight = 0] = [], [latinLeft = 0] = []] = lines as number[][];
    expect(arabicRight).toBeLessThan(2);
    expect(arabicLeft).toBeGreaterThan(20);
    expect(latinLeft).toBeLessThan(2);

    await page.keyboard.type("    if (true)");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("\t\treturn;");
    await page.keyboard.press("Enter");
    await page.getByLabel("Message to everyone").fill("\n\n  two\n    four\n\n");
    await page.keyboard.press("Enter");
    await page.getByLabel("Message to everyone").fill("  \u200b/msg bob not for all");
    await page.keyboard.press("Enter");
    expect(await it.asked(3)).toEqual([
      expect.stringMatching(/^say {5}if \(true\)\n/),
      "say   two\n    four",
      "tell bob not for all",
    ]);
  });

  test("what is copied has name, text and time each on its own line", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it, messages(1, 2));
    await happen({ type: "message", ...said(3, "mine", "ada") });
    await page.getByText("mine", { exact: true }).waitFor();
    const copied = await page.evaluate(
      "getSelection().selectAllChildren(document.getElementById('lines')); getSelection().toString()",
    );
    const time = await page.locator("#lines time").first().textContent();
    const lines = String(copied)
      .split("\n")
      .filter((line) => line !== "");
    expect(lines.slice(1)).toEqual(
      [
        ["bob", "message 1", time],
        ["bob", "message 2", time],
        ["You", "mine", time],
      ].flat(),
    );
  });

  test("prints all that is loaded", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it, messages(1, 100));
    await page.getByText("message 100", { exact: true }).waitFor();
    await page.emulateMedia({ media: "print" });
    expect(
      await page.evaluate(
        "document.documentElement.scrollHeight >= document.getElementById('lines').scrollHeight && document.getElementById('lines').getBoundingClientRect().top >= 0",
      ),
    ).toBe(true);
    expect(await page.locator("#composer").isVisible()).toBe(false);
  });

  test("the jump to what is new stops where it begins", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it, messages(1, 60));
    await page.getByText("message 10", { exact: true }).scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Newest messages" }).waitFor();
    for (const message of messages(61, 99)) await happen({ type: "message", ...message });
    await page.getByRole("button", { name: "39 new" }).click();
    const mark = () => page.locator("#unread-line").boundingBox();
    const top = (await page.locator("#scroller").boundingBox())?.y ?? 0;
    expect((await mark())?.y).toBeGreaterThan(top - 1);
    expect((await mark())?.y).toBeLessThan(top + 200);
    await page.getByRole("button", { name: "39 new" }).click();
    await page.locator("#newest").waitFor({ state: "hidden" });
    expect(await page.evaluate(FOCUSED)).not.toBe("BODY");
  });

  test("a result leads to its message, or says how to find more", async () => {
    await using it = await open();
    const { page, tell } = it;
    await enter(it, messages(101, 200), true);
    await page.getByRole("button", { name: "Search" }).click();
    await page.keyboard.type("message");
    await page.keyboard.press("Enter");
    await it.asked(1);
    const found = [7, 110].map((number) => said(number));
    await tell({ type: "results", text: "message", messages: found, more: true });
    await page.getByText("There are more. Add a word to narrow the search.").waitFor();
    const results = page.locator("#results");
    await results.getByRole("button", { name: /message 110/ }).click();
    expect(await page.locator("#lines .found").getByText("message 110").isVisible()).toBe(true);
    expect(await page.evaluate("document.activeElement.textContent")).toContain("message 110");
    await results.getByRole("button", { name: /message 7/ }).click();
    await page.locator("#search-said").getByText("not loaded").waitFor();

    // On a telephone the search covers the conversation: it makes room.
    await page.setViewportSize({ width: 360, height: 640 });
    await results.getByRole("button", { name: /message 110/ }).click();
    await results.waitFor({ state: "hidden" });
    expect(await page.evaluate("document.activeElement.textContent")).toContain("message 110");
  });

  test("no name passes for a notice, for a private line or for the end of another name", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it);
    const forged = "bob (private, only to you)";
    await happen({ type: "message", ...said(1, "for all", forged) });
    const { time } = said(2);
    await happen({ type: "private", time, from: "bob", to: "ada", text: "for one" });
    await happen({ type: "joined", name: "bob has left. carol" });
    await happen({ type: "joined", name: "\u202eeve" });
    await page.getByText("has joined").nth(1).waitFor();
    expect(await page.locator("#lines .from-line").allTextContents()).toEqual([
      `“${forged}”`,
      "bob (private, only to you)",
    ]);
    const happened = await page.locator("#lines .what").allTextContents();
    expect(happened[0]).toMatch(/^“bob has left. carol” has joined /);
    expect(
      await page.evaluate("getComputedStyle(document.querySelector('.what .who')).unicodeBidi"),
    ).toBe("isolate");
  });

  test("accents upon accents do not reach over other messages", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it);
    await happen({ type: "message", ...said(1, `a${"\u0300".repeat(600)}`) });
    await page.locator("#lines .bubble").waitFor();
    expect(
      await page.evaluate("getComputedStyle(document.querySelector('.bubble')).overflow"),
    ).toBe("clip");
  });
});
