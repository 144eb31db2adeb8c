import { expect, test } from "vitest";
import { type FakeChat, fakeChat } from "../testing/fake-chat.ts";
import { Conversation, whyRefused } from "./page-conversation.ts";
import type { ToPage } from "./page-messages.ts";

const TIME = "2026-11-22T09:30:00.000Z";

const UNSENT = ["draft", "pending", "not-taken"];

function conversation() {
  const told: ToPage[] = [];
  const chats: FakeChat[] = [];
  const shown = new Conversation({
    address: "127.0.0.1:9090",
    encryption: "FC1",
    makeVerifier: () => () => {},
    tell: (message) => told.push(message),
    open: (listeners) => fakeChat(listeners, chats),
  });
  /** The newest chat. */
  const chat = () => {
    const newest = chats.at(-1);
    if (newest === undefined) throw new Error("no chat was opened");
    return newest;
  };
  return { shown, told, chats, chat };
}

test("Conversation does what a person wants, and shows what is on its way", () => {
  const { shown, told, chat } = conversation();
  shown.handle({ type: "enter", action: "register", name: "ada", password: "correct horse" });
  shown.handle({ type: "say", text: "hello" });
  shown.handle({ type: "tell", to: "bob", text: "psst" });
  shown.handle({ type: "older" });
  shown.handle({ type: "older", before: 17 });
  shown.handle({ type: "search", text: "lunch" });
  expect(chat().asked).toEqual([
    "register ada correct horse",
    "say hello",
    "tell bob psst",
    "older",
    "older 17",
    "search lunch",
  ]);
  expect(told).toEqual([
    { type: "pending", id: "id-2", text: "hello" },
    { type: "pending", id: "id-3", text: "psst", to: "bob" },
  ]);
});

test("Conversation refuses what no server could take, before it is sent, and keeps it", async () => {
  const { shown, told, chat } = conversation();
  await chat().listeners.on({ type: "entered", name: "ada" });
  told.length = 0;
  shown.handle({ type: "say", text: "x".repeat(7_000) });
  shown.handle({ type: "tell", to: "b".repeat(7_000), text: "psst" });
  shown.handle({ type: "search", text: "x".repeat(7_000) });
  expect(chat().asked).toEqual([]);
  expect(told.map(({ type }) => type)).toEqual([
    "pending",
    "not-taken",
    "pending",
    "not-taken",
    "not-taken",
  ]);
  expect(shown.replay()).toContainEqual(expect.objectContaining({ text: "x".repeat(7_000) }));
  shown.handle({ type: "search", text: "lunch" });
  expect(chat().asked).toEqual(["search lunch"]);
});

test("Conversation keeps what somebody has not sent: over reloads, and for them alone", async () => {
  const { shown, told, chat } = conversation();
  const enter = (name: string) => chat().listeners.on({ type: "entered", name });
  await enter("ada");
  shown.handle({ type: "say", text: "refused" });
  shown.handle({ type: "say", text: "on its way" });
  shown.handle({ type: "say", text: "taken" });
  shown.handle({ type: "draft", text: "half a", to: "bob" });
  await chat().listeners.on({ type: "not-taken", id: "id-1", reason: "too much at once" });
  await chat().listeners.on({ type: "acknowledged", id: "id-3" });
  const unsent = () => shown.replay().filter(({ type }) => UNSENT.includes(type));
  const refused = [
    { type: "pending", id: "id-1", text: "refused" },
    { type: "not-taken", id: "id-1", reason: "too much at once" },
  ];
  const draft = { type: "draft", text: "half a", to: "bob" };
  const onItsWay = { type: "pending", id: "id-2", text: "on its way" };
  expect(unsent()).toEqual([draft, ...refused, onItsWay]);

  shown.handle({ type: "log-out" });
  shown.handle({ type: "draft", text: "typed by nobody" });
  expect(unsent()).toEqual([]);
  shown.handle({ type: "connect" });
  await enter("bob");
  expect(unsent()).toEqual([]);
  shown.handle({ type: "log-out" });
  shown.handle({ type: "connect" });
  told.length = 0;
  await enter("ada");
  const reason = expect.stringContaining("before the server confirmed it");
  const cutOff = [onItsWay, { type: "not-taken", id: "id-2", reason }];
  expect(told.slice(1)).toEqual([draft, ...refused, ...cutOff]);
  // Again after a lost connection: it is there already.
  await enter("ada");
  expect(told.slice(1 + 5)).toEqual([{ type: "entered", name: "ada" }]);
});

test("Conversation sends again what was not taken, or forgets it; once", async () => {
  const { shown, chat } = conversation();
  await chat().listeners.on({ type: "entered", name: "ada" });
  shown.handle({ type: "tell", to: "bob", text: "again" });
  shown.handle({ type: "say", text: "never" });
  shown.handle({ type: "retry", id: "id-1" });
  expect(chat().asked).toHaveLength(2);
  for (const id of ["id-1", "id-2"])
    await chat().listeners.on({ type: "not-taken", id, reason: "no" });
  for (const type of ["retry", "retry"] as const) shown.handle({ type, id: "id-1" });
  shown.handle({ type: "dismiss", id: "id-2" });
  expect(chat().asked).toEqual(["tell bob again", "say never", "tell bob again"]);
  expect(shown.replay().filter(({ type }) => UNSENT.includes(type))).toEqual([
    { type: "pending", id: "id-3", text: "again", to: "bob" },
  ]);
});

test("Conversation hands on what happens, and pages of the past", async () => {
  const { told, chat } = conversation();
  const { on } = chat().listeners;
  const message = { number: 1, time: TIME, from: "bob", text: "hi" };
  const page = { messages: [message], more: true };
  await on({ type: "past", of: "join", ...page });
  await on({ type: "joined", name: "bob", time: TIME });
  await on({ type: "message", ...message });
  await on({ type: "results", text: "hi", ...page });
  expect(told).toEqual([
    { type: "past", ...page },
    { type: "joined", name: "bob", time: TIME },
    { type: "message", ...message },
    { type: "results", text: "hi", ...page },
  ]);
});

test("Conversation tells what was not taken, and why nobody was let in", async () => {
  const { told, chat } = conversation();
  const { on } = chat().listeners;
  await on({ type: "not-taken", id: "id-1", reason: "nobody is called bob" });
  await on({ type: "refused", why: { type: "wrong" } });
  expect(told).toEqual([
    { type: "not-taken", id: "id-1", reason: "nobody is called bob" },
    {
      type: "refused",
      reason: "The name or the password is wrong. If you are new here, choose Register.",
    },
  ]);
});

test("Conversation begins anew after its end only, and an earlier chat is not heard any more", async () => {
  const { shown, told, chats } = conversation();
  const [first] = chats;
  await first?.listeners.on({ type: "entered", name: "ada" });
  shown.handle({ type: "connect" });
  expect(chats).toHaveLength(1);
  shown.handle({ type: "log-out" });
  shown.handle({ type: "connect" });
  expect(chats).toHaveLength(2);
  expect(told.filter(({ type }) => type === "welcome")).toHaveLength(1);
  expect(shown.replay().map(({ type }) => type)).toEqual(["welcome", "past"]);
  await first?.listeners.on({ type: "entered", name: "ada" });
  expect(shown.replay().map(({ type }) => type)).toEqual(["welcome", "past"]);
});

test("Conversation leaves a room that it is in, and none that has ended", async () => {
  const { shown, chat } = conversation();
  await shown.close();
  await shown.close();
  expect(chat().asked).toEqual(["leave"]);
});

test("whyRefused() tells a person in a sentence, and when to try again", () => {
  expect(whyRefused({ type: "wrong" })).toBe(
    "The name or the password is wrong. If you are new here, choose Register.",
  );
  expect(whyRefused({ type: "taken" })).toMatch(/is taken/);
  expect(whyRefused({ type: "refused", reason: "too many attempts", retryAfterMs: 1_200 })).toBe(
    "Too many attempts. Try again in 2 seconds.",
  );
  expect(whyRefused({ type: "refused", reason: "The server stops.", retryAfterMs: 900 })).toBe(
    "The server stops. Try again in a second.",
  );
  expect(whyRefused({ type: "refused", reason: "" })).toBe(".");
});
