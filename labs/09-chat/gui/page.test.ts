/** The page in a real browser, over a fake chat: every state of it can be had at once. */
import { describe, expect, test } from "vitest";
import { enter, messages, pastPage, said, titled, useBrowser } from "../testing/page-fixture.ts";
import { CHROMIUM, WHY_SKIPPED } from "../testing/programs.ts";

const FINGERPRINT = "SHA256:n0yPrB0mPp6ZCwF8h4XrJq2m5cJ1u9Qk3vT7LwYbE2c";

const open = useBrowser();

describe.skipIf(CHROMIUM === undefined)(`the page${WHY_SKIPPED}`, () => {
  test("refuses empty fields at their places, and asks nobody", async () => {
    await using it = await open();
    const { page, chat } = it;
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Type your name.").waitFor();
    await page.getByText("Type your password.").waitFor();
    expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("true");
    expect(await page.evaluate("document.activeElement.id")).toBe("name");

    await page.getByRole("radio", { name: "Register" }).check();
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByText("Repeat the password.").waitFor();
    await page.getByLabel("Repeat the password").fill("correct house");
    await page.keyboard.press("Enter");
    await page.getByText("The two passwords are not the same.").waitFor();
    expect(chat().asked).toEqual([]);

    await page.getByLabel("Repeat the password").fill("correct horse");
    await page.keyboard.press("Enter");
    expect(await it.asked(1)).toEqual(["register ada correct horse"]);
  });

  test("says why nobody was let in, and lets one try again", async () => {
    await using it = await open();
    const { page } = it;
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel("Password", { exact: true }).fill("wrong horse");
    await page.keyboard.press("Enter");
    await it.asked(1);
    expect(await page.getByRole("button", { name: "Log in" }).isDisabled()).toBe(true);
    await it.tell({ type: "refused", why: { type: "wrong" } });
    await page
      .getByText("The name or the password is wrong. If you are new here, choose Register.")
      .waitFor();
    await page.keyboard.type("right horse");
    await page.keyboard.press("Enter");
    expect(await it.asked(2)).toEqual(["log-in ada wrong horse", "log-in ada right horse"]);
  });

  test("asks about a new server, and goes on at a yes", async () => {
    await using it = await open();
    const { page, chat } = it;
    const verified = chat().listeners.verifyServer(FINGERPRINT);
    await page.locator("#trust").getByText(FINGERPRINT).waitFor();
    await page.getByRole("button", { name: "Yes, it is the same" }).click();
    await verified;
    await page.getByLabel("Name").waitFor();
  });

  test("stops at a server that a person does not trust", async () => {
    await using it = await open();
    const verified = expect(it.chat().listeners.verifyServer(FINGERPRINT)).rejects.toThrow(
      /^Cannot trust/,
    );
    await it.page.getByRole("button", { name: "No, stop here" }).click();
    await verified;
  });

  test("stops at a fingerprint that has changed: nothing can be typed any more", async () => {
    await using it = await open();
    await it
      .chat()
      .listeners.verifyServer("SHA256:changed")
      .catch(() => {});
    await it.tell({ type: "state", state: "ended", reason: "HOST KEY CHANGED: …" });
    await it.page.getByRole("alert").getByRole("heading", { name: "HOST KEY CHANGED" }).waitFor();
    expect(await it.page.evaluate("document.activeElement.id")).toBe("stop-title");
    expect(await it.page.locator("input:visible, button:visible").count()).toBe(0);
    await it.page.reload();
    await it.page.getByRole("heading", { name: "HOST KEY CHANGED" }).waitFor();
    expect(await it.page.locator("input:visible, button:visible").count()).toBe(0);
  });

  test("sends by Enter and by its button; Shift+Enter makes a new line", async () => {
    await using it = await open();
    const { page, tell, happen } = it;
    await enter(it);
    await page.getByText("No messages yet.").waitFor();
    await page.keyboard.type("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await page.keyboard.press("Enter");
    await page.locator("#pending").getByText("one\ntwo").waitFor();
    expect(await page.getByLabel("Message to everyone").inputValue()).toBe("");
    await page.getByLabel("Message to everyone").fill("three");
    await page.getByRole("button", { name: "Send" }).click();
    expect(await it.asked(2)).toEqual(["say one\ntwo", "say three"]);

    await happen({ type: "message", ...said(1, "one\ntwo", "ada") });
    await tell({ type: "acknowledged", id: "id-1" });
    await page.locator("#lines .own").getByText("one\ntwo").waitFor();
    await happen({ type: "not-taken", id: "id-2", reason: "too much at once" });
    await page.locator("#pending").getByText("Not sent: too much at once").waitFor();
    expect(await page.locator("#pending li").count()).toBe(1);
  });

  test("sends nothing that is empty or too long, and says so", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it);
    await page.getByLabel("Message to everyone").fill(" \n ");
    await page.keyboard.press("Enter");
    await page.getByText("Write something first.").waitFor();
    await page.getByLabel("Message to everyone").fill("й".repeat(1_001));
    await page.getByText("-2 bytes left").waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Too long by 2 bytes.").waitFor();
    await page.getByLabel("Message to everyone").fill("й".repeat(1_000));
    await page.keyboard.press("Enter");
    expect(await it.asked(1)).toEqual([`say ${"й".repeat(1_000)}`]);
  });

  test("writes in private to somebody who is chosen, or by /msg", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it);
    await page.getByRole("list").getByRole("button", { name: "bob" }).click();
    await page.getByText("Private to bob").waitFor();
    await page.keyboard.type("psst");
    await page.keyboard.press("Enter");
    await it.asked(1);
    await page.getByRole("button", { name: "Write to everyone" }).click();
    await page.keyboard.type("/msg bob once more");
    await page.keyboard.press("Enter");
    expect(await it.asked(2)).toEqual(["tell bob psst", "tell bob once more"]);
    const { time } = said(1);
    await happen({ type: "private", time, from: "bob", to: "ada", text: "what is it?" });
    await page.getByText("only to you").waitFor();
  });

  test("shows what a peer writes as text, whatever it is", async () => {
    await using it = await open();
    const { page, happen, tell } = it;
    await page.exposeFunction("stolen", () => expect.unreachable("a peer's script was run"));
    const markup = `<img src=x onerror="stolen()"><script>stolen()</script><b>bold</b>`;
    await enter(it);
    await happen({ type: "message", ...said(1, markup, markup) });
    await happen({ type: "joined", name: markup });
    await happen({ type: "notice", text: markup });
    await tell({ type: "members", names: ["ada", markup] });
    await page.getByRole("log").getByText(markup, { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "bold" }).click();
    expect(
      await page.locator("#room img:not([src='icon.svg']), #room script, .text b").count(),
    ).toBe(0);
  });

  test("gives older messages at the top, and what was on the screen stays there", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it, messages(101, 150), true);
    await page.getByText("message 150").waitFor();
    const top = () => page.getByText("message 101", { exact: true }).boundingBox();
    await page.getByRole("button", { name: "Older messages" }).press("Enter");
    expect(await it.asked(1)).toEqual(["older 101"]);
    const before = await top();
    await pastPage(it, "older", messages(1, 100), false);
    await page.getByText("message 1", { exact: true }).waitFor({ state: "attached" });
    const after = await top();
    // The button has gone: the page is shorter by its height, not by the hundred messages above.
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(60);
    const texts = await page.locator("#lines .text").allTextContents();
    expect(texts).toEqual(messages(1, 150).map(({ text }) => text));
    expect(await page.getByRole("button", { name: "Older messages" }).isHidden()).toBe(true);
  });

  test("searches, from its field and by /search", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it);
    await page.keyboard.type("/search cable");
    await page.keyboard.press("Enter");
    expect(await it.asked(1)).toEqual(["search cable"]);
    const found = [said(3, "the long cable")];
    await it.tell({ type: "results", text: "cable", messages: found, more: false });
    await page.getByText("1 message with “cable”.").waitFor();
    await page.getByRole("search").getByLabel("Search for").fill("rope");
    await page.keyboard.press("Enter");
    expect(await it.asked(2)).toEqual(["search cable", "search rope"]);
    await page.keyboard.press("Escape");
    expect(await page.evaluate("document.activeElement.id")).toBe("search-toggle");
  });

  test("marks what came while the window was behind, in its title and by a line", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it, messages(1, 3));
    // Playwright keeps every page in front.
    await page.evaluate("document.hasFocus = () => false; window.dispatchEvent(new Event('blur'))");
    await happen({ type: "message", ...said(4) });
    await happen({ type: "message", ...said(5) });
    await happen({ type: "joined", name: "eve" });
    await titled(page, "(2) Chat: ada");
    expect(await page.locator("li:has(#unread-line)").textContent()).toContain("message 4");
    await page.evaluate("document.hasFocus = () => true; window.dispatchEvent(new Event('focus'))");
    await titled(page, "Chat: ada");
  });

  test("does not move for a new message while somebody reads further up", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it, messages(1, 60));
    await page.getByText("message 30", { exact: true }).scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Newest messages" }).waitFor();
    const place = "document.getElementById('scroller').scrollTop";
    const before = await page.evaluate(place);
    await happen({ type: "message", ...said(61) });
    await page.getByRole("button", { name: "1 new" }).waitFor();
    expect(await page.evaluate(place)).toBe(before);
    await page.getByRole("button", { name: "1 new" }).click();
    await titled(page, "Chat: ada");
    await page.getByText("message 61").waitFor();
  });

  test("shows how the connection is, and the seconds until the next attempt", async () => {
    await using it = await open();
    const { page, tell } = it;
    await enter(it, messages(1, 2));
    await tell({
      type: "state",
      state: "waiting",
      reason: "nothing listens there",
      retryInMs: 60_000,
    });
    const state = page.locator("#state");
    await state.getByText(/nothing listens there; trying again\s+in 60 s/).waitFor();
    await state.getByText("in 59 s").waitFor();
    await page.reload();
    await state.getByText(/in 5\d s/).waitFor();
    await page.getByText("message 2").waitFor();
    await tell({ type: "state", state: "in" });
    await state.getByText("connected", { exact: true }).waitFor();
    await tell({ type: "state", state: "ended", reason: "the operator has disconnected you" });
    await page.locator("#ended").getByText("the operator has disconnected you").waitFor();
    expect(await page.getByText("message 2").isVisible()).toBe(false);
  });

  test("logs out, and shows nothing of it to whoever logs in next", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it, messages(1, 2));
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByText("You have logged out.").waitFor();
    expect(await page.evaluate("document.activeElement.id")).toBe("ended-title");
    await page.getByRole("button", { name: "Log in again" }).click();
    await page.getByLabel("Name").waitFor();
    expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
    await enter(it);
    expect(await page.locator("#lines li").count()).toBe(0);
  });

  test("lets you go on here when it has lost its connection, and the program is still running", async () => {
    await using it = await open();
    const { page } = it;
    let cut = () => {};
    await page.routeWebSocket(/talk$/, (socket) => {
      socket.connectToServer();
      cut = () => void socket.close({ code: 1_008 });
    });
    await page.reload();
    await enter(it, [said(1)]);
    await page.getByText("message 1").waitFor();
    cut();
    await page.getByRole("alert").getByText("has lost its connection").waitFor();
    await titled(page, "Chat (not connected)");
    await page.getByRole("button", { name: "Use it here" }).click();
    await page.getByLabel("Message to everyone").waitFor();
    await titled(page, "Chat: ada");
  });

  test("says that another tab has the chat, and takes it back", async () => {
    await using it = await open();
    await enter(it);
    await using other = await it.page.context().newPage();
    await other.goto(it.page.url());
    await it.page.getByRole("alert").getByText("in another tab or window").waitFor();
    expect(await it.page.getByLabel("Message to everyone").isEditable()).toBe(false);
    expect(await it.page.title()).toBe("Chat (open in another tab)");
    await other.getByLabel("Message to everyone").waitFor();
    expect(await it.page.evaluate("document.activeElement.id")).toBe("use-here");
    await it.page.keyboard.press("Enter");
    await titled(it.page, "Chat: ada");
    await other.getByRole("button", { name: "Use it here" }).waitFor();
  });

  test("shows which of Log in and Register is chosen, also in forced colours", async () => {
    await using it = await open();
    await it.page.emulateMedia({ forcedColors: "active" });
    const colours = await it.page.evaluate(
      "[...document.querySelectorAll('.choice span')].map((one) => getComputedStyle(one).backgroundColor)",
    );
    const [chosen, other] = colours as string[];
    expect(chosen).not.toBe(other);
  });

  test("can be used with the keyboard alone", async () => {
    await using it = await open();
    const { page } = it;
    const focused = () =>
      page.evaluate("document.activeElement.id || document.activeElement.textContent");
    expect(await focused()).toBe("name");
    await page.keyboard.type("ada");
    await page.keyboard.press("Tab");
    await page.keyboard.type("correct horse");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("entry-send");
    await page.keyboard.press("Space");
    expect(await it.asked(1)).toEqual(["log-in ada correct horse"]);
    await enter(it, messages(1, 2));
    expect(await focused()).toBe("text");
    await page.keyboard.type("hello");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("send");
    await page.keyboard.press("Enter");
    expect(await it.asked(2)).toEqual(["log-in ada correct horse", "say hello"]);
    expect(await focused()).toBe("text");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Bbob");
  });

  test.each(["light", "dark"] as const)(
    "is easy to read in %s: AA contrast for all text",
    async (colorScheme) => {
      await using it = await open({ colorScheme });
      const { page, happen } = it;
      await enter(it, messages(1, 1));
      for (const name of ["eve", "carol", "dan", "Grace", "Zoë", "li"])
        await happen({ type: "message", ...said(5, "hi", name) });
      await happen({ type: "private", time: said(1).time, from: "eve", to: "ada", text: "psst" });
      await happen({ type: "notice", text: "soon" });
      await page.keyboard.type("on its way");
      await page.keyboard.press("Enter");
      await page.locator("#pending").getByText("sending").waitFor();
      await page.getByText("soon").waitFor();
      expect(await page.evaluate(poorContrasts)).toEqual([]);
      expect(await page.evaluate(poorFields)).toEqual([]);
      const isDark = "getComputedStyle(document.body).backgroundColor";
      expect(await page.evaluate(isDark)).toBe(
        colorScheme === "dark" ? "rgb(18, 20, 24)" : "rgb(244, 243, 239)",
      );
    },
  );

  test("fits on a telephone, with long words and all", async () => {
    await using it = await open({ width: 360 });
    const { page, happen } = it;
    const width = "document.documentElement.scrollWidth";
    expect(await page.evaluate(width)).toBe(360);
    await enter(it, messages(1, 3), true);
    await happen({ type: "message", ...said(4, "w".repeat(300), "W".repeat(32)) });
    await happen({
      type: "private",
      time: said(1).time,
      from: "W".repeat(32),
      to: "ada",
      text: "x".repeat(300),
    });
    await happen({ type: "joined", name: "W".repeat(32) });
    await it.tell({ type: "members", names: ["ada", "bob", "W".repeat(32)] });
    await it.tell({
      type: "state",
      state: "waiting",
      reason: "it does not answer",
      retryInMs: 60_000,
    });
    await page.locator("#state").getByText("trying again").waitFor();
    for (const panel of ["People", "Search"]) {
      expect(await page.evaluate(width), panel).toBe(360);
      expect(
        await page.evaluate("document.getElementById('scroller').scrollWidth"),
      ).toBeLessThanOrEqual(360);
      await page.getByRole("button", { name: panel }).click();
    }
    expect(await page.evaluate(width)).toBe(360);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("button", { name: "People" }).click();
    await page.getByRole("button", { name: "W".repeat(32) }).click();
    await page.getByText("Private to").waitFor();
    expect(await page.evaluate(width)).toBe(360);
  });
});

/** Runs in the page, as a string: colours are read by painting them, because a browser hands them out as written. */
const contrasts = `
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (...colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = ([...rgb]) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrastWith = (element, colour) => {
    const behind = [];
    for (let one = element; one; one = one.parentElement) behind.unshift(getComputedStyle(one).backgroundColor);
    const [a, b] = [light(paint(...behind)), light(paint(...behind, colour))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };`;

/** The texts on the page whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3). */
const poorContrasts = `(() => {
  ${contrasts}
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === "" || !element.checkVisibility()) continue;
    const contrast = contrastWith(element, getComputedStyle(element).color);
    if (contrast < 4.5) poor.push(element.className + " " + walker.currentNode.data + " " + contrast.toFixed(2));
  }
  return poor;
})()`;

/**
 * The fields whose border does not stand out from the field and from what is around it by 3 (WCAG 2.2,
 * 1.4.11), or whose placeholder cannot be read well.
 */
const poorFields = `(() => {
  ${contrasts}
  const poor = [];
  for (const field of document.querySelectorAll("input:not([type=radio]), textarea")) {
    const { borderTopColor } = getComputedStyle(field);
    const border = Math.min(contrastWith(field, borderTopColor), contrastWith(field.parentElement, borderTopColor));
    const placeholder = contrastWith(field, getComputedStyle(field, "::placeholder").color);
    if (border < 3 || placeholder < 4.5) poor.push([field.id, border, placeholder]);
  }
  return poor;
})()`;
