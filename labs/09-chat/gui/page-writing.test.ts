/** How messages are written in the page: to whom they go, and what becomes of those that are not sent. */
import { describe, expect, test } from "vitest";
import { enter, said, titled, useBrowser } from "../testing/page-fixture.ts";
import { CHROMIUM, WHY_SKIPPED } from "../testing/programs.ts";

const open = useBrowser();

describe.skipIf(CHROMIUM === undefined)(`writing messages${WHY_SKIPPED}`, () => {
  test("after log-out and log-in the text field says and does the same: to all", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it);
    await page.getByRole("list").getByRole("button", { name: "bob" }).click();
    await page.getByLabel("Private message to bob").fill("half a secret");
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("button", { name: "Log in again" }).click();
    await page.getByLabel("Name").waitFor();
    await it.tell({ type: "state", state: "in" });
    await it.tell({ type: "entered", name: "carol" });
    const field = page.getByRole("textbox", { name: "Message to everyone" });
    await field.waitFor();
    expect(await field.getAttribute("placeholder")).toBe("Message to everyone");
    expect(await field.inputValue()).toBe("");
    expect(await page.locator("#recipient").isVisible()).toBe(false);
    await field.fill("for all");
    await field.press("Enter");
    expect(await it.asked(1)).toEqual(["say for all"]);
  });

  test("after log-out nothing of the room is in the page, nor after a reload", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it, [said(1, "a secret of ada")]);
    await page.getByText("a secret of ada").waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    const again = page.getByRole("button", { name: "Log in again" });
    await again.waitFor();
    expect(await page.content()).not.toContain("a secret of ada");
    expect(await page.title()).toBe("Chat");
    await page.reload();
    await again.waitFor();
    expect(await page.content()).not.toContain("a secret of ada");
  });

  test("after a registration the form is for logging in", async () => {
    await using it = await open();
    const { page } = it;
    await page.getByRole("radio", { name: "Register" }).check();
    await enter(it);
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("button", { name: "Log in again" }).click();
    await page.getByRole("button", { name: "Log in" }).waitFor();
    expect(await page.getByLabel("Repeat the password").isVisible()).toBe(false);
  });

  test("when the program stops, the page says so, and what was written can be copied", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it);
    await page.keyboard.type("on its way");
    await page.keyboard.press("Enter");
    await it.asked(1);
    await page.keyboard.type("half a sentence");
    await it.stop();
    await page.getByRole("alert").getByText("The program in the terminal has stopped").waitFor();
    await page.locator("#pending").getByText("Not sent: the program stopped").waitFor();
    await titled(page, "Chat (stopped)");
    expect(await page.evaluate("document.activeElement.id")).toBe("closed-why");
    const field = page.getByLabel("Message to everyone");
    expect([await field.inputValue(), await field.isEditable()]).toEqual([
      "half a sentence",
      false,
    ]);
    expect(await page.locator("button:enabled:visible").count()).toBe(0);
  });

  test("Enter and Escape that an input method needs are not for the page", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it);
    await page.getByRole("list").getByRole("button", { name: "bob" }).click();
    const field = page.locator("#text");
    await field.fill("かんじ");
    // Safari ends the composition first, and only the key code tells.
    for (const composed of [{ keyCode: 229 }, { isComposing: true }])
      for (const key of ["Enter", "Escape"])
        await field.dispatchEvent("keydown", { key, ...composed });
    await page.getByLabel("Private message to bob").waitFor();
    await field.press("Escape");
    await page.getByLabel("Message to everyone").waitFor();
    expect(await page.locator("#recipient").isVisible()).toBe(false);
    await field.press("Enter");
    expect(await it.asked(1)).toEqual(["say かんじ"]);
  });

  test("a text that was not sent can be sent again or dismissed, also after a reload", async () => {
    await using it = await open();
    const { page, happen } = it;
    await enter(it);
    for (const text of ["first", "second"]) {
      await page.getByLabel("Message to everyone").fill(text);
      await page.keyboard.press("Enter");
    }
    await it.asked(2);
    await happen({ type: "not-taken", id: "id-1", reason: "too much at once" });
    await page.getByRole("status").getByText("Not sent: too much at once").waitFor();
    await page.reload();
    await page.locator("#pending .failed").getByText("Not sent: too much at once").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    expect(await it.asked(3)).toEqual(["say first", "say second", "say first"]);
    expect(await page.evaluate("document.activeElement.id")).toBe("text");
    await happen({ type: "not-taken", id: "id-3", reason: "too much at once" });
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.reload();
    await page.locator("#pending").getByText("second").waitFor();
    expect(await page.locator("#pending li").count()).toBe(1);
  });

  test("what is being written is there again: after a reload, in another tab, after a log-out", async () => {
    await using it = await open();
    const { page } = it;
    await enter(it);
    await page.getByRole("list").getByRole("button", { name: "bob" }).click();
    await page.keyboard.type("half a ");
    await page.reload();
    const field = page.getByLabel("Private message to bob");
    await field.waitFor();
    expect(await field.inputValue()).toBe("half a ");
    await field.pressSequentially("sent");
    await using other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel("Private message to bob").waitFor();
    expect(await other.getByLabel("Private message to bob").inputValue()).toBe("half a sent");
    await page.getByRole("button", { name: "Use it here" }).click();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("button", { name: "Log in again" }).click();
    await page.getByLabel("Name").waitFor();
    await enter(it, [], false, "Private message to bob");
    expect(await field.inputValue()).toBe("half a sent");
    await field.press("Enter");
    expect(await it.asked(1)).toEqual(["tell bob half a sent"]);
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe("");
  });

  test("a text that is too long is kept, and nothing of it is sent", async () => {
    await using it = await open();
    const { page, chat } = it;
    await enter(it);
    const field = page.getByLabel("Message to everyone");
    for (const length of [7_000, 100_000]) {
      await field.fill("x".repeat(length));
      await field.press("Enter");
      await page.getByText(`Too long by ${length - 2_000} bytes.`).waitFor();
      expect(await field.inputValue()).toHaveLength(length);
    }
    await page.getByRole("button", { name: "Search" }).click();
    await page.keyboard.insertText("y".repeat(7_000));
    await page.keyboard.press("Enter");
    await page.locator("#search-said").getByText("Too long by 5000 bytes.").waitFor();
    expect(chat().asked).toEqual([]);
    expect(await page.locator("#closed").isVisible()).toBe(false);
  });
});
