/** Two pages and a terminal talk to each other through the real server. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { CHROMIUM, openChromium, Program, WHY_SKIPPED } from "../testing/programs.ts";

const folder = temporaryFolder();
const PASSWORD = "correct horse";

let browser: Browser;
let server: Program;
let port: string;
let fingerprint: string;
const programs: Program[] = [];

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  browser = await openChromium();
  server = start("server.ts", ["--port", "0", "--scrypt-ln", "10", ...data("server")]);
  port = await server.said(/^listening on 127\.0\.0\.1:(\d+)$/);
  fingerprint = await server.said(/^fingerprint (SHA256:.*)$/);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(programs.map((program) => program.stop()));
});

function start(...args: ConstructorParameters<typeof Program>): Program {
  const program = new Program(...args);
  programs.push(program);
  return program;
}

function data(name: string): string[] {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return ["--data", path];
}

/** The client with a page, and the page in a browser of its own. */
async function openGui(name: string) {
  const gui = start("demos/gui.ts", ["--port", port, "--page-port", "0", ...data(name)]);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(await gui.said(/^page (http:\S+)$/));
  return { gui, page };
}

async function register(page: Page, name: string): Promise<void> {
  await page.getByRole("radio", { name: "Register" }).check();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Repeat the password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("#trust-fingerprint").getByText(fingerprint).waitFor();
  await page.getByRole("button", { name: "Yes, it is the same" }).click();
  await page.getByLabel("Message to everyone").waitFor();
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /essage/ }).fill(text);
  await page.keyboard.press("Enter");
}

async function sees(page: Page, text: string): Promise<void> {
  await page.getByRole("log").getByText(text, { exact: true }).waitFor();
}

describe.skipIf(CHROMIUM === undefined)(`two pages and a terminal${WHY_SKIPPED}`, () => {
  test("all see all, in one order, and a private message reaches one", async () => {
    const [ada, bob] = await Promise.all([openGui("ada"), openGui("bob")]);
    await register(ada.page, "ada");
    await register(bob.page, "bob");
    const eve = start("client.ts", ["--port", port, ...data("eve")], {
      LAB_ACTION: "register",
      LAB_NAME: "eve",
      LAB_PASSWORD: PASSWORD,
    });
    eve.type("hello from a pipe");
    await Promise.all([sees(ada.page, "hello from a pipe"), sees(bob.page, "hello from a pipe")]);
    await eve.said(/^eve: hello from a pipe$/);

    const markup = "<img src=x onerror=alert(1)>";
    await say(ada.page, markup);
    await Promise.all([
      sees(ada.page, markup),
      sees(bob.page, markup),
      eve.said(/^ada: <img src=x onerror=alert\(1\)>$/),
    ]);
    expect(await bob.page.locator("#lines img").count()).toBe(0);
    await ada.page.locator("#pending li").waitFor({ state: "detached" });

    await bob.page.getByRole("button", { name: "eve" }).click();
    await say(bob.page, "only for you");
    await eve.said(/^bob -> eve: only for you$/);
    await sees(bob.page, "only for you");
    await bob.page.getByRole("button", { name: "Write to everyone" }).click();
    await say(bob.page, "for all");
    await sees(ada.page, "for all");
    expect(await ada.page.getByText("only for you").count()).toBe(0);

    await ada.page.getByRole("button", { name: "Search" }).click();
    await ada.page.keyboard.type("PIPE");
    await ada.page.keyboard.press("Enter");
    await ada.page.locator("#results").getByText("hello from a pipe").waitFor();

    await eve.stop();
    await ada.page.getByRole("log").getByText("eve has left").waitFor();
  });

  test("a page that is loaded again is in the same room; one that logs out is not", async () => {
    const { gui, page } = await openGui("carol");
    await register(page, "carol");
    await say(page, "before the reload");
    await sees(page, "before the reload");
    await page.reload();
    await sees(page, "before the reload");
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByText("You have logged out.").waitFor();
    await page.getByRole("button", { name: "Log in again" }).click();

    await page.getByLabel("Name").fill("carol");
    await page.getByLabel("Password", { exact: true }).fill("another horse");
    await page.keyboard.press("Enter");
    await page
      .getByText("The name or the password is wrong. If you are new here, choose Register.")
      .waitFor();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await sees(page, "before the reload");

    gui.type("");
    const address = await gui.said(/^page (http:\S+)$/);
    const other = await browser.newPage();
    await other.goto(address);
    await sees(other, "before the reload");
    await page.getByRole("alert").getByText("in another tab or window").waitFor();
    expect(await gui.stop()).toBe(0);
    await other.getByRole("alert").getByText("The program in the terminal has stopped").waitFor();
    await sees(other, "before the reload");
  });

  test("a page stops at a server whose key has changed", async () => {
    const [, folderOfDan = ""] = data("dan");
    writeFileSync(
      join(folderOfDan, "known_servers"),
      `127.0.0.1:${port} SHA256:${"A".repeat(43)}\n`,
    );
    const { page } = await openGui("dan");
    await page.getByLabel("Name").fill("dan");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "HOST KEY CHANGED" }).waitFor();
    expect(await page.locator("input:visible, button:visible").count()).toBe(0);
  });

  test("a page outlives its server: what was typed meanwhile is said, once", async () => {
    const { page } = await openGui("fay");
    await register(page, "fay");
    await say(page, "good evening");
    await page.locator("#lines").getByText("good evening").waitFor();
    await server.stop();
    await page.locator("#state").getByText("trying again").waitFor();
    await say(page, "is anybody there?");
    await page.locator("#pending").getByText("is anybody there?").waitFor();
    server = start("server.ts", ["--port", port, "--scrypt-ln", "10", ...data("server")]);
    await sees(page, "is anybody there?");
    await page.locator("#pending li").waitFor({ state: "detached" });
    await page.locator("#state").getByText("connected", { exact: true }).waitFor();
    expect(await page.getByText("is anybody there?").count()).toBe(1);
    expect(await page.getByText("good evening").count()).toBe(1);
  });
});
