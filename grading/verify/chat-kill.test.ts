/**
 * What "accepted" means in lab 09: a server that is killed under load, again and again, has lost no
 * message that it has acknowledged, and says none twice when its clients come back.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ChatClient } from "../../labs/09-chat/client/chat-client.ts";
import { makeSession } from "../../labs/09-chat/d-delivery/session.ts";
import type { Address } from "../../shared/net/address.ts";
import { csvCells } from "../../shared/storage/csv-row.ts";
import { Changes } from "../core/changes.ts";
import type { CheckContext, RunningServer } from "../core/check-context.ts";
import { contextOf } from "./grade-here.ts";
import { isThorough } from "./thorough.ts";

/** With each store. `KILLS=50 npm run verify -- chat-kill` takes a minute. */
const KILLS = Number(process.env.KILLS ?? (isThorough ? 12 : 5));
const TALKERS = 6;

/** So many messages of each are under way at any time. */
const UNDER_WAY = 8;

/** A talker that hears nothing for so long will hear nothing any more, in milliseconds. */
const DEADLINE_MS = 30_000;

test.skipIf(process.platform !== "linux").each(["clients.csv", "users.db"])(
  `lab 09: ${KILLS} kills under load lose no message, and double none, with the users in %s`,
  async (store) => {
    const { context, close } = await contextOf("09");
    onTestFinished(close);
    const data = context.dataFolder();
    let server = await startServer(context, ["--data", data, "--database", store]);
    const { address } = server;
    const changes = new Changes();
    const talkers = Array.from({ length: TALKERS }, (_, at) => {
      return new Talker(`talker ${at}`, address, changes);
    });
    onTestFinished(() => {
      for (const talker of talkers) talker.cut();
    });

    for (let kill = 1; kill <= KILLS; kill++) {
      const wanted = sum(talkers) + context.random.integer(1, 200);
      await reached(changes, () => sum(talkers) >= wanted);
      server.program.signal("SIGKILL");
      await server.program.expectExit("after SIGKILL");
      const flags = ["--data", data, "--database", store, "--port", String(address.port)];
      server = await startServer(context, flags);
    }
    await Promise.all(talkers.map((talker) => talker.quiet()));
    await Promise.all(talkers.map((talker) => talker.leave()));

    const rows = readFileSync(join(data, "history.csv"), "utf8").trimEnd().split("\n").slice(1);
    const kept = rows.map(csvCells).map(([number, , from, , text]) => ({ number, from, text }));
    const numbers = kept.map(({ number }) => Number(number));
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    const texts = kept.map(({ text }) => text);
    // Everything was acknowledged in the end: so all of it is there, and each exactly once.
    expect(texts.toSorted()).toEqual(talkers.flatMap(({ said }) => said).toSorted());
    // Each has seen the same story, without a gap: from when it came, up to when it left.
    for (const { seen } of talkers) {
      const first = texts.indexOf(seen[0] ?? "");
      expect(seen).toEqual(texts.slice(first, first + seen.length));
      expect(seen.length).toBeGreaterThan(texts.length / 2);
    }
  },
  240_000,
);

function startServer(context: CheckContext, flags: string[]): Promise<RunningServer> {
  const unlimited = ["--burst", "1000000", "--per-second", "1000000"];
  return context.ownServer("--scrypt-ln", "10", ...unlimited, ...flags);
}

function sum(talkers: readonly Talker[]): number {
  return talkers.reduce((all, { acknowledged }) => all + acknowledged, 0);
}

/** @throws Error when it does not come true in time */
async function reached(changes: Changes, isTrue: () => boolean): Promise<void> {
  const found = await changes.until(() => (isTrue() ? true : undefined), DEADLINE_MS);
  if (found === undefined) throw new Error("the talkers hear nothing any more");
}

/** A user who always has something to say. */
class Talker {
  readonly said: string[] = [];
  /** The texts of all, as they were shown. */
  readonly seen: string[] = [];
  acknowledged = 0;
  readonly #name: string;
  readonly #client: ChatClient;
  readonly #cut = new AbortController();
  readonly #changes: Changes;
  #isQuiet = false;

  constructor(name: string, address: Address, changes: Changes) {
    this.#name = name;
    this.#changes = changes;
    this.#client = new ChatClient({
      makeSession,
      address,
      tls: false,
      verifyServer: () => {},
      backOff: () => 20,
      signal: this.#cut.signal,
      on: (update) => {
        if (update.type === "message") this.seen.push(update.text);
        if (update.type === "acknowledged") this.#goOn();
      },
    });
    this.#client.enter({ action: "register", name, password: `the secret of ${name}` });
    for (let at = 0; at < UNDER_WAY; at++) this.#say();
  }

  /** Says nothing new any more; returns when everything is acknowledged. */
  async quiet(): Promise<void> {
    this.#isQuiet = true;
    await this.#client.allAcknowledged;
  }

  async leave(): Promise<void> {
    await this.#client.leave();
  }

  cut(): void {
    this.#cut.abort();
  }

  #say(): void {
    const text = `${this.#name}: ${this.said.length}`;
    this.said.push(text);
    this.#client.say(text);
  }

  #goOn(): void {
    this.acknowledged++;
    this.#changes.notify();
    if (!this.#isQuiet) this.#say();
  }
}
