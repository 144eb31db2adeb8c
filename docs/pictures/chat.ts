/**
 * Takes the pictures of the chat's page: what it shows is told by a fake chat, at a fixed time, so that
 * the same page gives the same picture.
 *
 *     node docs/pictures/chat.ts
 */
import { join } from "node:path";
import type { TimelineItem } from "../../labs/09-chat/client/updates.ts";
import { openFakePage } from "../../labs/09-chat/testing/fake-chat.ts";
import { openChromium } from "../../labs/09-chat/testing/programs.ts";

const FOLDER = import.meta.dirname;
const NOW = "2026-11-22T09:41:00.000Z";

const PAST: [string, string, string][] = [
  ["2026-11-21T16:58", "grace", "The room is booked for Monday at ten."],
  ["2026-11-21T16:59", "bob", "I will bring the projector. Who has the long cable?"],
];

const TODAY: TimelineItem[] = [
  {
    type: "message",
    number: 3,
    time: `2026-11-22T09:30:00.000Z`,
    from: "ada",
    text: "I have it. Good morning, all!",
  },
  { type: "joined", name: "linus", time: "2026-11-22T09:31:00.000Z" },
  {
    type: "message",
    number: 4,
    time: `2026-11-22T09:32:00.000Z`,
    from: "linus",
    text: "Morning. I ran a client that never reads. After ten seconds the server dropped it and told it why.",
  },
  {
    type: "message",
    number: 5,
    time: `2026-11-22T09:33:00.000Z`,
    from: "linus",
    text: "Nobody else noticed anything.",
  },
  {
    type: "message",
    number: 6,
    time: `2026-11-22T09:34:00.000Z`,
    from: "grace",
    text: "And <b>this</b> is shown as text? It is.",
  },
  {
    type: "private",
    time: `2026-11-22T09:36:00.000Z`,
    from: "grace",
    to: "ada",
    text: "Lunch at half past twelve?",
  },
  { type: "private", time: `2026-11-22T09:37:00.000Z`, from: "ada", to: "grace", text: "Gladly." },
  {
    type: "message",
    number: 7,
    time: `2026-11-22T09:40:00.000Z`,
    from: "ada",
    text: "I am pulling the plug of the server now.\nLet us see who comes back.",
  },
];

const fake = await openFakePage();
const browser = await openChromium();
try {
  const { on } = fake.chats.at(-1)?.listeners ?? {};
  await on?.({ type: "state", state: "in" });
  await on?.({ type: "entered", name: "ada" });
  await on?.({ type: "members", names: ["ada", "bob", "grace", "linus"] });
  const messages = PAST.map(([minute, from, text], index) => {
    return { number: index + 1, time: `${minute}:00.000Z`, from, text };
  });
  await on?.({ type: "past", of: "join", messages, more: true });
  for (const item of TODAY) await on?.(item);
  await take("chat-light.png", "light", { width: 900, height: 780 });
  await take("chat-dark.png", "dark", { width: 900, height: 780 });
  await take("chat-phone.png", "light", { width: 360, height: 700 });
} finally {
  await browser.close();
  await fake.page.close();
}

async function take(
  name: string,
  colorScheme: "light" | "dark",
  viewport: { width: number; height: number },
): Promise<void> {
  const context = await browser.newContext({
    colorScheme,
    viewport,
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(fake.page.newAddress());
  await page.getByText("let us see who comes back.").waitFor();
  await page.evaluate("document.activeElement.blur()");
  await page.screenshot({ path: join(FOLDER, name) });
  await context.close();
  console.log(`Wrote docs/pictures/${name}`);
}
