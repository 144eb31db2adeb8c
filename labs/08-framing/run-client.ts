/** The client's side of the conversation: what is typed is sent, what the operator says is shown. */
import type { Readable, Writable } from "node:stream";
import { typedLines } from "../../shared/console/typed-lines.ts";
import { send } from "../../shared/net/send.ts";
import { printable, printStatus } from "../../shared/process/print-status.ts";
import { type Checksum, withChecksum, withoutChecksum } from "./checksum.ts";
import type { FrameStream } from "./frame-stream.ts";
import { tokenIn, withToken } from "./session-token.ts";

/** What the client works with. */
export interface Conversation {
  stream: FrameStream;
  input: Readable;
  output: Writable;
  checksum: Checksum;
}

/**
 * Talks until the server has ended its side. Both sides may speak at any time.
 *
 * @throws ProtocolError when the server breaks the rules, ProgramError when a line of the input is too
 * long, the system's error when the connection breaks
 */
export async function runClient(conversation: Conversation): Promise<void> {
  const messages = conversation.stream[Symbol.asyncIterator]();
  const first = await messages.next();
  const token = tokenIn(first.done === true ? "" : first.value);
  const showing = show(messages, conversation);
  const sending = sendLines(token, conversation);
  await Promise.race([showing, sending.then(() => showing)]);
}

/** Each text on a line of its own; nothing in it can give commands to the terminal. */
async function show(
  messages: AsyncIterable<string>,
  { output, checksum }: Conversation,
): Promise<void> {
  for await (const message of messages) {
    const text = withoutChecksum(checksum, message);
    printStatus(`received ${Buffer.byteLength(text)} bytes`);
    await send(output, `${printable(text)}\n`);
  }
}

/** Each line is a message, up to `exit` or the end of the input. Then this side is ended. */
async function sendLines(token: string, { stream, input, checksum }: Conversation): Promise<void> {
  for await (const line of typedLines(input)) {
    if (line === "exit") break;
    await send(stream, withToken(token, withChecksum(checksum, line)));
    printStatus(`sent ${Buffer.byteLength(line)} bytes`);
  }
  stream.end();
}
