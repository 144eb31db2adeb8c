/** A client's conversation: lines out, lines in, both at once, and each of them told to the log. */
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { screenFor } from "../../shared/console/screen-text.ts";
import type { Log } from "../../shared/logging/log.ts";
import { linesOf } from "../../shared/net/lines.ts";
import { send } from "../../shared/net/send.ts";
import { fieldsOf } from "./request.ts";

/** What a client works with. */
export interface Conversation {
  socket: Socket;
  input: Readable;
  output: Writable;
  log: Log;
}

/**
 * Sends the lines of the input and prints those of the server, until the server has ended its side.
 *
 * @throws the system's error when the connection breaks, ProtocolError when a line is too long
 */
export async function runClient(conversation: Conversation): Promise<void> {
  const printing = printLines(conversation);
  const sending = sendLines(conversation);
  await Promise.race([printing, sending.then(() => printing)]);
}

/** Sends the input to its end, then ends this side; the other may still have much to say. */
async function sendLines({ socket, input, log }: Conversation): Promise<void> {
  for await (const line of linesOf(input)) {
    await send(socket, `${line}\n`);
    log.info("sent", fieldsOf(line));
  }
  socket.end();
}

async function printLines({ socket, output, log }: Conversation): Promise<void> {
  const screen = screenFor(output);
  for await (const line of linesOf(socket)) {
    log.info("received", fieldsOf(line));
    await send(screen, `${line}\n`);
  }
}
