/** Both ends of the promise: whatever happens to the connections, each message is said once and shown once. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ChatClient } from "../client/chat-client.ts";
import type { ChatEvent, Message } from "../protocol/messages.ts";
import { RECORD } from "../protocol/wire.ts";
import { type ScriptedPeer, ScriptedServer, TOKEN } from "../testing/scripted-server.ts";
import { makeSession } from "./session.ts";

const PAGE = 3;
const time = "2026-11-22T09:30:00.000Z";

/** What befalls a request: it is served, or the connection is cut at one of these moments. */
type Fate = "served" | "cut before" | "cut after the row" | "cut after the message";

/** More than may be under way: some of them still wait when the connection is lost. */
const MESSAGES = 70;

/** A room with one real member, and bob, who talks all the time. */
class TroubledRoom {
  readonly rows: Message[] = [];
  readonly #ids = new Map<string, number>();
  readonly #fates: Fate[];

  constructor(fates: readonly Fate[]) {
    this.#fates = [...fates];
  }

  async serve(peer: ScriptedPeer): Promise<void> {
    // What bob has said while nobody was connected is more than a page.
    for (let count = 0; count <= PAGE; count++) this.#add("bob", "nobody hears me");
    const entry = Object((await peer.next())?.said);
    const after: number = entry.after ?? Math.max(0, this.rows.length - PAGE);
    peer.send(RECORD.LOGIN_ACCEPTED, { name: "ada", token: TOKEN, last: this.rows.length });
    this.#sendPage(peer, after);
    for (;;) {
      const request = await peer.next();
      if (request === undefined) break;
      const fate = this.#fates.shift() ?? "served";
      if (fate !== "cut before") this.#answer(peer, Object(request.said), fate);
      if (fate === "cut before" || fate === "cut after the row") return peer.cut();
      if (fate === "cut after the message") break;
    }
    peer.close();
    await peer.channel.part();
  }

  #answer(peer: ScriptedPeer, request: Record<string, unknown>, fate: Fate): void {
    if (request.type === "history") {
      peer.tell({ type: "message", ...this.#add("bob", "meanwhile") }); // the page may hold it, too
      this.#sendPage(peer, Number(request.after));
    }
    if (request.type !== "say") return;
    const id = String(request.id);
    const known = this.#ids.get(id);
    const news = [this.#add("bob", `before ${id}`)];
    if (known === undefined) news.push(this.#add("ada", String(request.text)));
    const number = known ?? this.rows.length;
    this.#ids.set(id, number);
    if (fate === "cut after the row") return;
    peer.tell(...news.map((row): ChatEvent => ({ type: "message", ...row })));
    if (fate === "served") peer.tell({ type: "accepted", id, number });
  }

  #add(from: string, text: string): Message {
    const row = { number: this.rows.length + 1, time, from, text };
    this.rows.push(row);
    return row;
  }

  #sendPage(peer: ScriptedPeer, after: number): void {
    const page = this.rows.slice(after, after + PAGE);
    const past = page.map((row): ChatEvent => ({ type: "past", ...row }));
    peer.tell(...past, { type: "page", more: after + PAGE < this.rows.length });
  }
}

const fate = fc.constantFrom<Fate[]>(
  "served",
  "cut before",
  "cut after the row",
  "cut after the message",
);

test("ChatClient says and shows each message once and in order, whatever happens to its connections", async () => {
  const server = await ScriptedServer.open();
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 12 }), async (fates) => {
      const room = new TroubledRoom(fates);
      const shown: number[] = [];
      const client = new ChatClient({
        makeSession,
        address: server.address,
        tls: false,
        verifyServer: () => {},
        on: (update) => {
          if (update.type === "message") shown.push(update.number);
          if (update.type === "past") shown.push(...update.messages.map(({ number }) => number));
        },
        backOff: () => 0,
      });
      let isOver = false;
      const serving = (async () => {
        while (!isOver)
          await server
            .peer()
            .then((peer) => room.serve(peer))
            .catch(() => {});
      })();
      client.enter({ action: "log-in", name: "ada", password: "correct horse" });
      const texts = Array.from({ length: MESSAGES }, (_, index) => `text ${index}`);
      for (const text of texts) client.say(text);
      await client.allAcknowledged;
      isOver = true;
      await client.leave();
      await serving;
      expect(room.rows.filter(({ from }) => from === "ada").map(({ text }) => text)).toEqual(texts);
      expect(shown).toEqual(room.rows.map(({ number }) => number).slice(1)); // of 4, a newcomer is shown 3
    }),
    { numRuns: 25 },
  );
});
