import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatEvent, Message } from "../protocol/messages.ts";
import { HistorySync, RequestedPages } from "./history-sync.ts";

function message(number: number): Message & { type: "message" } {
  const time = "2026-11-22T09:30:00.000Z";
  return { type: "message", number, time, from: "ada", text: `text ${number}` };
}

function numbersOf(events: readonly (Message | ChatEvent)[]): number[] {
  return events.flatMap((event) => ("number" in event && event.number ? [event.number] : []));
}

test("HistorySync holds back what is new until the past is there", () => {
  const room = new HistorySync();
  room.begin(44);
  expect(room.takeLive(message(46))).toEqual([]);
  const first = room.takePage([42, 43, 44].map(message), true);
  expect(first).toEqual({ show: [42, 43, 44].map(message), askAfter: 44 });
  expect(room.takeLive(message(48))).toEqual([]);
  const last = room.takePage([45, 46, 47].map(message), false);
  expect(last).toEqual({ show: [45, 46, 47, 48].map(message) });
  expect(numbersOf(room.takeLive(message(50)))).toEqual([50]);
  expect(room.shown).toBe(50);
});

test("HistorySync keeps the order of everything that happens", () => {
  const room = new HistorySync();
  room.begin(1);
  room.skip([message(1)]);
  const joined: ChatEvent = { type: "joined", name: "bob" };
  expect(room.takeLive(joined)).toEqual([]);
  expect(room.takeLive(message(2))).toEqual([]);
  expect(room.end()).toEqual([joined, message(2)]);
  expect(room.takeLive(joined)).toEqual([joined]);
});

test("HistorySync shows nothing twice", () => {
  const room = new HistorySync();
  room.begin(2);
  room.skip([1, 2].map(message));
  room.end();
  expect(room.takeLive(message(2))).toEqual([]);
  room.begin(3);
  expect(room.takePage([2, 3].map(message), false).show).toEqual([message(3)]);
});

test("HistorySync begins anew with a server that has lost its history", () => {
  const room = new HistorySync();
  room.begin(57);
  room.skip([message(57)]);
  room.end();
  room.begin(3);
  room.end();
  expect(numbersOf(room.takeLive(message(4)))).toEqual([4]);
});

/** How one connection goes: each step of it, and how many messages others say before it. */
const connection = fc.array(fc.record({ said: fc.nat(5), step: fc.nat(3) }), { maxLength: 12 });

/**
 * A room and a client, whose connections are cut wherever it pleases. The server sends the first page
 * behind what the client has shown, and from that moment on all that is new. What is in `wire` was sent
 * and has not come yet.
 */
function chatOver(connections: readonly { said: number; step: number }[][], pageLength: number) {
  const room: number[] = [];
  const shown: number[] = [];
  const client = new HistorySync();
  let wire: (() => void)[] = [];
  let isIn = false;
  let newest = 0;

  function say(count: number): void {
    for (let index = 0; index < count; index++) {
      newest += 1 + (newest % 3); // numbers may leave some out
      const number = newest;
      room.push(number);
      if (isIn) wire.push(() => shown.push(...numbersOf(client.takeLive(message(number)))));
    }
  }

  function sendPage(after: number): void {
    const behind = room.filter((number) => number > after);
    const page = behind.slice(0, pageLength).map(message);
    const more = behind.length > pageLength;
    wire.push(() => {
      const { show, askAfter } = client.takePage(page, more);
      shown.push(...numbersOf(show));
      if (askAfter !== undefined) sendPage(askAfter);
    });
  }

  function run(steps: readonly { said: number; step: number }[]): void {
    wire = [];
    isIn = true;
    client.begin(room.at(-1) ?? 0);
    sendPage(client.shown);
    for (const { said, step } of steps) {
      say(said);
      for (const arrive of wire.splice(0, step)) arrive();
    }
    isIn = false;
  }

  for (const steps of connections) {
    run(steps);
    say(2); // while nobody is connected
  }
  run([]);
  for (let arrive = wire.shift(); arrive !== undefined; arrive = wire.shift()) arrive();
  return { room, shown };
}

test("HistorySync shows each message once and in order, whatever the connections do", () => {
  fc.assert(
    fc.property(
      fc.array(connection, { maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (...chat) => {
        const { room, shown } = chatOver(...chat);
        expect(shown).toEqual(room);
      },
    ),
    { numRuns: 1_000 },
  );
});

const OLDER = { kind: "older", request: { type: "history", before: 9 } } as const;
const SEARCH = { kind: "search", request: { type: "search", text: "x" } } as const;

test("RequestedPages hands each page on as a whole, in the order of the questions", () => {
  const pages = new RequestedPages();
  pages.ask({ kind: "join" });
  pages.ask(SEARCH);
  pages.add(message(1));
  pages.add(message(2));
  expect(pages.finish(true)).toEqual({
    kind: "join",
    messages: [message(1), message(2)],
    more: true,
  });
  expect(pages.size).toBe(1);
  expect(pages.finish(false)).toEqual({ ...SEARCH, messages: [], more: false });
});

test("RequestedPages refuses a page that nobody has asked for, and one without end", () => {
  const pages = new RequestedPages();
  expect(() => pages.add(message(1))).toThrow("nobody has asked");
  expect(() => pages.finish(false)).toThrow("nobody has asked");
  pages.ask(OLDER);
  for (let number = 1; number <= 100; number++) pages.add(message(number));
  expect(() => pages.add(message(101))).toThrow("more than 100");
});

test("connectionLost() forgets half a page, and returns what somebody still wants to see", () => {
  const pages = new RequestedPages();
  pages.ask({ kind: "catch-up" });
  pages.ask(SEARCH);
  pages.add(message(1));
  expect(pages.connectionLost()).toEqual([SEARCH]);
  expect(pages.size).toBe(0);
  pages.ask(SEARCH);
  expect(pages.finish(false).messages).toEqual([]);
});

test("refuse() ends the page that was next", () => {
  const pages = new RequestedPages();
  pages.ask(OLDER);
  expect(pages.refuse()).toEqual(OLDER);
  expect(pages.refuse()).toBeUndefined();
});
