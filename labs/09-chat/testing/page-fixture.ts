/** For tests: the page in a real browser, over a fake chat: every state of it can be had at once. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import type { Update } from "../client/updates.ts";
import type { Message } from "../protocol/messages.ts";
import { openFakePage } from "./fake-chat.ts";
import { CHROMIUM, openChromium } from "./programs.ts";

/** One browser for all tests of a file: to be called there. Returns what opens a page in it. */
export function useBrowser(): (options?: OpenOptions) => Promise<Open> {
  let browser: Browser | undefined;
  let context: BrowserContext | undefined;
  beforeAll(async () => {
    if (CHROMIUM === undefined) return;
    browser = await openChromium();
    context = await browser.newContext();
  });
  afterAll(() => browser?.close());
  return (options) => openIn(context ?? expect.fail("there is no browser"), options);
}

/** What happens in the room; now, if it says no time. */
type Happening =
  | Exclude<Update, { type: "joined" | "left" | "notice" }>
  | { type: "joined" | "left"; name: string; time?: string }
  | { type: "notice"; text: string; time?: string };

export interface OpenOptions {
  width?: number;
  colorScheme?: "light" | "dark";
}

/** A page of its own for a test, and the chat behind it. */
async function openIn(
  context: BrowserContext,
  { width = 900, colorScheme = "light" }: OpenOptions = {},
) {
  const fake = await openFakePage();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.setViewportSize({ width, height: 640 });
  await page.emulateMedia({ colorScheme });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(fake.page.newAddress());
  await page.getByLabel("Name").waitFor();
  const chat = () => fake.chats.at(-1) ?? expect.fail("no chat was opened");
  return {
    page,
    chat,
    tell: (update: Update) => chat().listeners.on(update),
    happen: (update: Happening) => chat().listeners.on(timed(update)),
    /** What was asked of the chat, as soon as there is so much of it. */
    asked: (count: number) =>
      expect
        .poll(() => chat().asked.length, { timeout: 20_000 })
        .toBeGreaterThanOrEqual(count)
        .then(() => chat().asked),
    /** The program that serves the page stops. */
    stop: () => fake.page.close(),
    [Symbol.asyncDispose]: async () => {
      await page.close();
      await fake.page.close();
      expect(errors).toEqual([]);
    },
  };
}

export type Open = Awaited<ReturnType<typeof openIn>>;

function timed(update: Happening): Update {
  switch (update.type) {
    case "joined":
    case "left":
    case "notice":
      return { time: new Date().toISOString(), ...update };
    default:
      return update;
  }
}

/** In the room as ada, with bob, and with these messages of the past. */
export async function enter(
  { page, tell }: Open,
  past: readonly Message[] = [],
  more = false,
  field = "Message to everyone",
) {
  await tell({ type: "state", state: "in" });
  await tell({ type: "entered", name: "ada" });
  await tell({ type: "members", names: ["ada", "bob"] });
  await pastPage({ tell }, "join", past, more);
  await page.getByLabel(field).waitFor();
}

export async function pastPage(
  { tell }: Pick<Open, "tell">,
  of: "join" | "older",
  past: readonly Message[],
  more: boolean,
) {
  await tell({ type: "past", of, messages: [...past], more });
}

export function said(number: number, text = `message ${number}`, from = "bob"): Message {
  return {
    number,
    time: `2026-11-22T09:30:${String(number % 60).padStart(2, "0")}.000Z`,
    from,
    text,
  };
}

/**
 * Waits for the title of the window. Not `page.waitForFunction`: it evaluates a string in the page at
 * each look, which the page's Content-Security-Policy forbids from the second one on.
 */
export const titled = (page: Page, title: string) =>
  expect.poll(() => page.title(), { timeout: 20_000 }).toBe(title);

export const messages = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => said(first + index));
