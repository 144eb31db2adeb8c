/** What checks of lab 04 do in several files. */

import type { CheckContext } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import type { Listener } from "../../../core/listener.ts";
import { TextForm } from "../../../core/patterns.ts";
import type { Peer } from "../../../core/peer.ts";
import type { Program } from "../../../core/program.ts";
import { untilListeningOrEnd } from "../../../core/start-failure.ts";
import { EVERY_ADDRESS, USUAL_ADDRESS } from "./causes.ts";

/** How many ports the server tries. */
export const MAX_PORTS_TRIED = 20;

/** More than a stack has room for calls. */
export const MANY_LINES = 20_000;

/**
 * The server's lines where another check judges their words: who says them otherwise loses that check only.
 */
export const GREETING = new TextForm('"welcome"', /^(?!.*(?:wrong|word|sesame))./isu);

/** What editors on Windows put before the first line: U+FEFF. */
export const BYTE_ORDER_MARK = "\ufeff";

interface Listening {
  listener: Listener;
  host: string;
  port: string;
}

/** A scripted server, with its address as text. */
export async function listening(context: CheckContext): Promise<Listening> {
  const listener = await context.listen();
  const { host, port } = listener.address;
  return { listener, host, port: String(port) };
}

/**
 * Starts a program that is told the access word by flag and by variable. One that does not know the flag
 * is told by the variable alone: whether the flag counts, another check judges.
 */
export async function withWord<Result>(
  context: CheckContext,
  role: "server" | "client",
  word: string,
  flags: readonly string[],
  use: (program: Program) => Promise<Result>,
): Promise<Result> {
  const variables = { LAB_ACCESS_WORD: word };
  const program = context.startWith(variables, role, ...flags, "--access-word", word);
  try {
    return await use(program);
  } catch (error) {
    if (!program.lines("stderr").some((line) => line.includes("--access-word"))) throw error;
    return await use(context.startWith(variables, role, ...flags));
  }
}

/** The client, told everything by flags, must come here. */
export async function expectArrival(
  context: CheckContext,
  listener: Listener,
  host = listener.address.host,
  cause?: LikelyCause,
): Promise<Peer> {
  const flags = ["--host", host, "--port", String(listener.address.port)];
  return await withWord(context, "client", "unused", flags, (client) =>
    listener.accept(client, "scripted server", cause),
  );
}

/** The program must end with status 1 and one line that shows what was given and for what. */
export async function expectRefusal(
  program: Program,
  name: string,
  text: string,
  cause: LikelyCause,
  given = `--${name} ${/^\S+$/.test(text) ? text : `'${text}'`}`,
): Promise<void> {
  const expected = `The ${program.voice} should refuse ${given} in one line`;
  const announcement = await untilListeningOrEnd(program);
  if (announcement) fail(`${expected}; it did not: it says "${announcement}".`, cause);
  const { status } = await program.expectExit(`because ${given} is no ${name}`, { cause });
  const lines = program.lines("stderr").filter((line) => line.trim() !== "");
  const [line = ""] = lines;
  if (status !== 1 || lines.length !== 1) {
    const how = `it ended with status ${status}, and printed ${lines.length} lines on standard error`;
    fail(`${expected}; it did not: ${how}.`, cause);
  }
  const shown = JSON.stringify(text);
  if (line.includes(shown) && line.includes(name)) return;
  fail(`${expected} that holds ${shown} and the word ${name}; its line is: ${line}`, cause);
}

export function expectUsualAddress({ host, port }: { host: string; port: number }): void {
  if (host === "127.0.0.1" && port >= 9090 && port < 9090 + MAX_PORTS_TRIED) return;
  fail(
    `The server should listen on 127.0.0.1:9090, or the next free port; it says ${host}:${port}.`,
    host === "0.0.0.0" || host === "::" ? EVERY_ADDRESS : USUAL_ADDRESS,
  );
}
