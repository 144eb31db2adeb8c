/** The client's session: every line goes out with the token, and is shown as it comes back. */
import type { Writable } from "node:stream";
import { send } from "../../shared/net/send.ts";
import { printable } from "../../shared/process/print-status.ts";
import { refusal, type Session } from "./enter.ts";
import type { Exchange } from "./exchange.ts";
import type { Answer } from "./messages.ts";

/** What a client talks with. */
export interface RunClientOptions {
  exchange: Exchange;
  session: Session;
  /** What is typed; `exit` ends the session, as the end of the input does. */
  lines: AsyncIterator<string, void>;
  output: Writable;
  /** Settles when the client is asked to stop. */
  stopped: Promise<unknown>;
}

/**
 * Says the lines, one after the other; at their end logs out, so that the token is worth nothing any more.
 *
 * @throws ProgramError when the server refuses or leaves, the system's error when the connection breaks
 */
export async function runClient(options: RunClientOptions): Promise<void> {
  const { exchange, session, output } = options;
  const { token } = session;
  for (;;) {
    const text = await nextLine(options);
    if (text === undefined || text === "exit") break;
    const answer = await exchange.ask({ type: "say", token, text });
    if (answer.type !== "said") throw refusal("go on", answer);
    await send(output, `${printable(answer.text)}\n`);
  }
  const answer = await exchange.ask({ type: "log-out", token });
  if (answer.type !== "good-bye") throw refusal("log out", answer);
}

/** The next line; undefined at the end. Meanwhile the server may leave, or say that it will. */
async function nextLine({
  lines,
  exchange,
  stopped,
}: RunClientOptions): Promise<string | undefined> {
  const next = await Promise.race([
    lines.next().then(({ value }) => value ?? undefined),
    exchange.unasked().then(leave),
    stopped.then(() => undefined),
  ]);
  return next;
}

function leave(answer: Answer): never {
  throw refusal("go on", answer);
}
