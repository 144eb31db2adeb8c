/** What checks of lab 06 do in several files. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { WRITES_AT_OLD_PLACE } from "../../../core/causes.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { readText, tellFile } from "../../../core/data-file.ts";
import { fail, NotJudged } from "../../../core/failure.ts";
import { TextForm } from "../../../core/patterns.ts";
import type { Cause, Peer } from "../../../core/peer.ts";
import { quote } from "../../../report/shown.ts";
import { NO_ANSWER, namesFile } from "./causes.ts";

export const HEADER = "address,name\n";

const QUESTION = new TextForm(
  '"who are you, ADDRESS?"',
  /^(?!.*\b(?:nice to meet|welcome|cannot use)\b)(?=.*\S)/iu,
);

/** A row that is written behind the greeting is there by then, in milliseconds. */
export const LATE_ROW_MS = 1_000;

export const NICE = "nice to meet you";

/** The first three numbers of addresses that are this check's alone: the shared server forgets nobody. */
export function ownNetwork(context: CheckContext): string {
  if (process.platform !== "linux") {
    throw new NotJudged("it needs many loopback addresses, which only Linux has");
  }
  return `127.${context.random.integer(1, 254)}.${context.random.integer(0, 255)}`;
}

/** A name about which nothing is odd. */
export function plainName(context: CheckContext): string {
  const letters = Array.from({ length: 8 }, () =>
    context.random.pick([..."abcdefghijklmnoprstuvw"]),
  );
  return letters.join("");
}

/** A client that comes from this address. */
export function clientFrom(
  context: CheckContext,
  server: RunningServer,
  localAddress: string,
  voice = "client",
) {
  return context.connect(server, `${voice} (${localAddress})`, { localAddress });
}

/** Waits for the question; whether it names the right address is asked by a check of its own. */
export async function expectQuestion(client: Peer, what: string, cause?: Cause): Promise<void> {
  await client.expectLine(QUESTION, what, cause);
}

/** Waits for a greeting: some plain words, and then just this name. */
export async function expectGreeting(
  client: Peer,
  name: string,
  what: string,
  cause?: Cause,
): Promise<void> {
  const words = "[A-Za-z][a-z]*(?:[,:!] ?| )(?:[a-z]+(?:[,:!] ?| ))*";
  const pattern = new RegExp(`^${words}${RegExp.escape(name)}[.!]?$`, "u");
  await client.expectLine(
    new TextForm(`a greeting that ends with ${quote(name)}`, pattern),
    what,
    cause,
  );
}

/** A stranger comes and gives a name. */
export async function meet(
  context: CheckContext,
  server: RunningServer,
  address: string,
  name: string,
  cause?: string,
): Promise<Peer> {
  const client = await clientFrom(context, server, address);
  await expectQuestion(client, "the question to a stranger", cause);
  client.send(`${name}\n`);
  await expectGreeting(client, name, `the greeting after "${name}"`, cause);
  return client;
}

/** Somebody comes back and is greeted by name. */
export async function expectKnown(
  context: CheckContext,
  server: RunningServer,
  address: string,
  name: string,
  cause: string,
): Promise<void> {
  const client = await clientFrom(context, server, address);
  await expectGreeting(client, name, "the greeting of a known client", cause);
  client.close();
}

/** Ends this side, after some last words, and waits until the server has ended its own. */
export async function leave(client: Peer, words = "", cause = NO_ANSWER): Promise<void> {
  if (words !== "") client.send(words);
  else client.endSending();
  await client.expectEnd("a client that leaves is left, too", cause);
}

/** A server on these files, however they look. */
export async function startOn(
  context: CheckContext,
  data: string,
  cause: string,
): Promise<RunningServer> {
  const program = context.startServer("--host", "127.0.0.1", "--port", "0", "--data", data);
  try {
    return { program, address: await context.announced(program) };
  } catch (error) {
    if (program.exit === undefined) throw error;
    return fail("The server should start with this file; it ended.", cause);
  }
}

/** The file's rows as they stand there, without the quotes of CSV; each line must be whole. */
export function rowsOf(context: CheckContext, server: RunningServer): string[][] {
  const text = readText(namesFile(server));
  const [header, ...lines] = text.split("\n");
  const last = lines.pop();
  if (header === "address,name" && last === "") return lines.map(cellsOf);
  tellFile(context, namesFile(server), text);
  return fail(
    'names.csv should begin with the line "address,name", and each line should have its end; it does not.',
  );
}

/** The cells of one line (RFC 4180). */
function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^",]*)(?=,|$))/g)];
  return cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "");
}

/**
 * Requires that the file has one line for this address, and these cells in it.
 *
 * @param withinMs that it is there at once is asked for by a check of its own
 */
export async function expectRow(
  context: CheckContext,
  server: RunningServer,
  row: readonly string[],
  cause: string,
  withinMs = LATE_ROW_MS,
): Promise<void> {
  const rowsHere = () => rowsOf(context, server).filter(([address]) => address === row[0]);
  const end = performance.now() + withinMs;
  while (rowsHere().length === 0 && performance.now() < end) await pause(10);
  const rows = rowsHere();
  if (rows.length === 1 && JSON.stringify(rows[0]) === JSON.stringify(row)) return;
  tellFile(context, namesFile(server));
  fail(
    `names.csv should have one line for ${row[0]}, whose cells are ${JSON.stringify(row)} when the quotes are taken off; it has ${rows.length}${rows.length === 0 ? "" : `: ${JSON.stringify(rows[0])}`}.`,
    readText(namesFile(server)).includes("\0") ? WRITES_AT_OLD_PLACE : cause,
  );
}

export function expectNoRow(
  context: CheckContext,
  server: RunningServer,
  address: string,
  cause: string,
): void {
  if (!readText(namesFile(server)).includes(`${address},`)) return;
  tellFile(context, namesFile(server));
  fail(`names.csv should have no line for ${address}; it has one.`, cause);
}

/** Requires that these bytes are in a file beside names.csv, and not in that any more. */
export function expectKeptAside(data: string, bytes: Buffer, what: string): void {
  const others = readdirSync(data).filter((name) => name.startsWith("names.csv."));
  if (others.some((name) => readFileSync(join(data, name)).includes(bytes))) return;
  fail(
    `A file names.csv.… in the data folder should hold ${what}; there is none that does.`,
    "What a program cannot read may be all that somebody has of it. It is moved aside, never thrown away.",
  );
}
