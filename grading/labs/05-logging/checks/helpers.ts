/** What checks of lab 05 do in several files. */
import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { expectInFile, readText, tellFile } from "../../../core/data-file.ts";
import { fail, type LikelyCause, NotJudged } from "../../../core/failure.ts";
import { entriesOf, expectLogged, logPath } from "../../../core/log-lines.ts";
import type { Peer } from "../../../core/peer.ts";
import type { Program } from "../../../core/program.ts";
import { NOT_FLUSHED } from "./causes.ts";

/** The number under which the log tells of this client. */
export async function connectionOf(
  context: CheckContext,
  server: RunningServer,
  client: Peer,
): Promise<string> {
  const [connected] = await expectLogged(context, server.program, {
    what: "a new client",
    events: [["connected", { connection: /^\d+$/, peer: client.address }]],
    cause: NOT_FLUSHED,
  });
  return connected?.fields.connection ?? "";
}

/** Connects a client, and waits until the log tells of it. */
export async function connectLogged(
  context: CheckContext,
  server: RunningServer,
  voice?: string,
): Promise<{ client: Peer; connection: string }> {
  const client = await context.connect(server, voice);
  return { client, connection: await connectionOf(context, server, client) };
}

export async function expectEcho(client: Peer, text: string, cause?: LikelyCause): Promise<void> {
  client.send(`${text}\n`);
  await client.expectBytes(`${text}\n`, "the answer to a line of text", cause);
}

/** A server whose log is on a full disk. */
export async function fullDiskServer(context: CheckContext): Promise<RunningServer> {
  if (!existsSync("/dev/full")) throw new NotJudged("it needs /dev/full, which only Linux has");
  const data = context.dataFolder();
  symlinkSync("/dev/full", join(data, "server.log"));
  context.eventLog.tell(
    "grader",
    "made server.log a link to /dev/full: every write fails with ENOSPC",
  );
  return await context.ownServer("--data", data);
}

/** The secret must stand neither in a file of the data folder nor in what was printed. */
export function expectNowhere(context: CheckContext, program: Program, secret: string): void {
  for (const name of readdirSync(program.data)) {
    if (!readText(join(program.data, name)).includes(secret)) continue;
    tellFile(context, join(program.data, name));
    fail(
      `The password should stand in no file; it stands in ${name}.`,
      "Logs are kept, copied and mailed. What nobody may know must not be told to them.",
    );
  }
  if (!program.everythingPrinted.split("\n").some((line) => line.includes(secret))) return;
  fail("The password should not be printed; it was.");
}

/** Client A sends the lines `line FROM` to `line TO`; returns when the log tells of the last. */
export async function fill(
  context: CheckContext,
  server: RunningServer,
  from: number,
  to: number,
): Promise<void> {
  const client = await context.connect(server, "client A");
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const lines = numbers.map((number) => `line-${number}\n`).join("");
  client.send(lines);
  await client.expectBytes(lines, "the answers");
  await expectInFile(context, logPath(server.program), {
    what: `server.log, or a full one beside it, should tell of line-${to} and its answer`,
    find: () => {
      const entries = entriesOf(wholeLog(server.program));
      if ("broken" in entries) return true; // told by whoever looks closer
      const place = entries.good.findLastIndex(({ fields }) => fields.text === `line-${to}`);
      return place >= 0 && entries.good.slice(place).some(({ event }) => event === "sent");
    },
    cause: NOT_FLUSHED,
    by: server.program,
  });
}

/** The log's files, oldest first: server.log.1, server.log.2, …, server.log. */
export function logFiles({ data }: Program): string[] {
  const numbers = readdirSync(data)
    .map((name) => /^server\.log\.(\d+)$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((one, other) => one - other);
  return [...numbers.map((number) => `server.log.${number}`), "server.log"];
}

export function wholeLog(program: Program): string {
  return logFiles(program)
    .map((name) => readText(join(program.data, name)))
    .join("");
}

/** The client, connected to a scripted server. */
export async function pair(context: CheckContext): Promise<{ client: Program; server: Peer }> {
  const listener = await context.listen();
  const client = context.client(listener.address);
  return { client, server: await listener.accept(client) };
}
