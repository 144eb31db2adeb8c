/** What "stored" means: a server that is killed in the middle of its work has kept every promise. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { csvCells } from "../../shared/storage/csv-row.ts";
import type { CheckContext, RunningServer } from "../core/check-context.ts";
import { TextForm } from "../core/patterns.ts";
import type { Peer } from "../core/peer.ts";
import type { Random } from "../core/random.ts";
import { contextOf } from "./grade-here.ts";
import { isThorough } from "./thorough.ts";

const KILLS = isThorough ? 20 : 8;
const REGISTRATIONS = 200;

/** Somebody who registers: as a new client of the server, which waits for this one's last word. */
interface Registration {
  client: Peer;
  /** What is sent last. */
  request: string;
  /** What the server says when it promises that this one is stored. */
  promise: string;
}

test.skipIf(process.platform !== "linux")(
  `lab 06: ${KILLS} kills in the middle of ${REGISTRATIONS} introductions lose no name that was greeted`,
  async () => {
    const { context, close } = await contextOf("06");
    onTestFinished(close);
    const data = context.dataFolder();
    const promised: string[] = [];
    for (let round = 1; round <= KILLS; round++) {
      const server = await context.ownServer("--data", data);
      const strangers = [];
      for (let at = 1; at <= REGISTRATIONS; at++) {
        strangers.push(await stranger(context, server, `127.6.${round}.${at}`));
      }
      const kept = await killInTheMiddle(server, strangers, context.random);
      promised.push(...kept.map(({ address }) => address));
      for (const { client } of strangers) client.close();
    }

    const server = await context.ownServer("--data", data);
    const rows = readFileSync(join(data, "names.csv"), "utf8").trimEnd().split("\n").map(csvCells);
    expect(rows.filter((cells) => cells.length !== 2)).toEqual([]);
    expect(readdirSync(data).filter((name) => name.includes("damaged"))).toEqual([]);
    const names = new Map(rows.map(([address = "", name = ""]) => [address, name]));
    expect(promised.filter((address) => names.get(address) !== nameAt(address))).toEqual([]);
    for (const address of promised.filter((_address, at) => at % 50 === 0)) {
      const client = await context.connect(server, "client", { localAddress: address });
      await client.expectBytes(`welcome back, ${nameAt(address)}\n`, "the greeting");
    }
    // Some promises were made in each round, and some connections were cut: else nothing was tested.
    expect(promised.length).toBeGreaterThan(KILLS);
    expect(promised.length).toBeLessThan(KILLS * REGISTRATIONS);
  },
);

/** A client of lab 06 that has been asked for its name. */
async function stranger(context: CheckContext, server: RunningServer, address: string) {
  const client = await context.connect(server, "client", { localAddress: address });
  await client.expectBytes(`who are you, ${address}?\n`, "the question");
  const name = nameAt(address);
  return { address, client, request: `${name}\n`, promise: `nice to meet you, ${name}\n` };
}

function nameAt(address: string): string {
  return `guest of ${address}, "the first"`;
}

/**
 * Has some of them register, and, when the last of these has its promise, the others; kills the server
 * right then. Returns those who have got their promise.
 */
async function killInTheMiddle<Each extends Registration>(
  { program }: RunningServer,
  registrations: readonly Each[],
  random: Random,
): Promise<Each[]> {
  const middle = random.integer(1, registrations.length - 1);
  for (const { client, request } of registrations.slice(0, middle)) client.send(request);
  const last = registrations[middle - 1];
  await last?.client.untilBytes(last.promise.length);
  for (const { client, request } of registrations.slice(middle)) client.send(request);
  program.signal("SIGKILL");
  await program.expectExit("after SIGKILL");
  const kept: Each[] = [];
  for (const one of registrations) {
    const received = await one.client.untilBytes(Number.POSITIVE_INFINITY); // up to the connection's end
    if (received.includes(one.promise)) kept.push(one);
  }
  return kept;
}

/** The promise of lab 07, as its server writes it. */
const REGISTERED = '{"type":"registered"}\n';

const WELCOME = new TextForm("a welcome", /"type":"welcome"/);

/** So many clients register at once in lab 07, each many users: more would be told that all are busy. */
const CLIENTS = 8;

test.skipIf(process.platform !== "linux")(
  `lab 07: ${KILLS} kills in the middle of ${REGISTRATIONS} registrations lose no user who was registered`,
  async () => {
    const { context, close } = await contextOf("07");
    onTestFinished(close);
    const data = context.dataFolder();
    const flags = ["--data", data, "--scrypt-ln", "10", "--address-attempts", "1000000"];
    const promised: string[] = [];
    for (let round = 1; round <= KILLS; round++) {
      const server = await context.ownServer(...flags);
      promised.push(...(await registerUntilKilled(context, server, round)));
    }

    const server = await context.ownServer(...flags);
    const rows = readFileSync(join(data, "users.csv"), "utf8").trimEnd().split("\n").map(csvCells);
    expect(rows.filter((cells) => cells.length !== 2)).toEqual([]);
    expect(readdirSync(data).filter((name) => name.includes("damaged"))).toEqual([]);
    const names = new Set(rows.map(([name]) => name));
    expect(promised.filter((name) => !names.has(name))).toEqual([]);
    const client = await context.connect(server);
    for (const name of promised.filter((_name, at) => at % 50 === 0)) {
      client.send(credentials("log-in", name));
      await client.expectLine(WELCOME, `the answer to ${name}`);
    }
    expect(promised.length).toBeGreaterThan(KILLS);
    expect(promised.length).toBeLessThan(KILLS * REGISTRATIONS);
  },
);

/** Has some clients register many users each, and kills the server when one of them has got so far; returns whom it has promised. */
async function registerUntilKilled(
  context: CheckContext,
  { program, address }: RunningServer,
  round: number,
) {
  const each = REGISTRATIONS / CLIENTS;
  const clients = [];
  for (let at = 1; at <= CLIENTS; at++) {
    const names = Array.from({ length: each }, (_, user) => `user ${round}.${at}.${user}`);
    clients.push({ names, client: await context.connect({ program, address }) });
  }
  for (const { client, names } of clients) {
    client.send(names.map((name) => credentials("register", name)).join(""));
  }
  const { client } = context.random.pick(clients);
  await client.untilBytes(REGISTERED.length * context.random.integer(1, each - 1));
  program.signal("SIGKILL");
  await program.expectExit("after SIGKILL");
  const promised: string[] = [];
  for (const { client, names } of clients) {
    const received = await client.untilBytes(Number.POSITIVE_INFINITY); // up to the connection's end
    promised.push(...names.slice(0, Math.floor(received.length / REGISTERED.length)));
    client.close();
  }
  return promised;
}

function credentials(type: "register" | "log-in", name: string): string {
  return `${JSON.stringify({ type, name, password: `the secret of ${name}` })}\n`;
}
