/** How messages are written in the page: to whom they go, and what becomes of those that are not sent. */
import { describe, expect, test } from "vitest";
import { CHROMIUM, WHY_SKIPPED } from "./chromium.ts";
import { enter, useBrowser } from "./page-fixture.ts";

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
    const field = page.getByRole("textbox", { name: "Message to all" });
    await field.waitFor();
    expect(await field.getAttribute("placeholder")).toBe("Message to all");
    expect(await field.inputValue()).toBe("");
    expect(await page.locator("#recipient").isVisible()).toBe(false);
    await field.fill("for all");
    await field.press("Enter");
    expect(await it.asked(1)).toEqual(["say for all"]);
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
    await page.getByLabel("Message to all").waitFor();
    expect(await page.locator("#recipient").isVisible()).toBe(false);
    await field.press("Enter");
    expect(await it.asked(1)).toEqual(["say かんじ"]);
  });
});
