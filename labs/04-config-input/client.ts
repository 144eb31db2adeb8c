/**
 * A client that asks where to go, and for the access word when the server wants one.
 *
 *     node labs/04-config-input/client.ts
 *     printf 'hello\nexit\n' | LAB_ACCESS_WORD='open sesame' node labs/04-config-input/client.ts
 */
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { personAtTerminal } from "../../shared/config/ask.ts";
import { clientSettings, readOptions } from "../../shared/config/program-options.ts";
import { runClient } from "../../shared/console/run-client.ts";
import { connectOrExplain, untilStopped } from "../../shared/lifecycle/client-program.ts";
import { linesOf } from "../../shared/net/lines.ts";
import { printStatus, statusToStandardError } from "../../shared/process/print-status.ts";
import { runProgram } from "../../shared/process/program.ts";
import { accessWordSetting, WELCOME } from "./access-word.ts";
import { enter, type NextWord, wordsFrom } from "./enter.ts";

/** A byte order mark in UTF-8. */
const MARK = Buffer.from("\ufeff");

await runProgram(async () => {
  statusToStandardError();
  const person = personAtTerminal();
  const settings = { ...clientSettings, accessWord: accessWordSetting };
  const options = await readOptions("client", settings, person);

  const socket = await connectOrExplain(options);
  await untilStopped(socket, () => runSession(socket, wordsFrom(options.accessWord, person)));
  printStatus("disconnected");
});

async function runSession(socket: Socket, nextWord: NextWord): Promise<void> {
  const lines = linesOf(socket);
  await enter(socket, lines, nextWord);
  const input = Readable.from(withoutMark(process.stdin));
  await runClient(socket, input, process.stdout, answers(lines));
}

/**
 * The input without the byte order mark that editors on Windows put before the first line. The access word
 * may come before it on the wire: there the server could not know it any more.
 */
async function* withoutMark(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let isFirst = true;
  for await (const chunk of input) {
    const isMarked = isFirst && chunk.subarray(0, MARK.length).equals(MARK);
    yield isMarked ? chunk.subarray(MARK.length) : chunk;
    isFirst = false;
  }
}

/** The greeting and all that comes after it, as it is printed. */
async function* answers(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(`${WELCOME}\n`);
  for await (const line of lines) yield Buffer.from(`${line}\n`);
}
