/**
 * What a client and the operator write to each other: one text in each record, and CLOSE at the end. Both
 * sides may write at any time. Here is what both sides need, and the client's side.
 */
import type { Readable, Writable } from "node:stream";
import { typedLines } from "../../../shared/console/typed-lines.ts";
import { send } from "../../../shared/net/send.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { printable, printStatus } from "../../../shared/process/print-status.ts";
import { type Channel, closingFor } from "../connection/channel.ts";
import { MAX_JSON_BYTES, RECORD } from "../protocol/wire.ts";

/** What a conversation needs of a channel. */
export type TalkChannel = Pick<
  Channel,
  "next" | "send" | "drained" | "waitingBytes" | "close" | "closed" | "part"
>;

/** The longest text, in bytes of UTF-8: as much as a record has room for. */
export const MAX_TALK_BYTES = MAX_JSON_BYTES;

/** Refuses bytes that are not UTF-8; by default `\ufffd` would stand in their place. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The other side's next text; undefined at the end. A PING is answered on the way.
 *
 * @param type the record that holds the other side's texts
 * @throws ProtocolError at any other record, and what `next` throws
 */
export async function nextText(channel: TalkChannel, type: number): Promise<string | undefined> {
  for (;;) {
    const record = await channel.next();
    if (record === undefined) return undefined;
    if (record.type === type) return decode(record.body);
    if (record.type === RECORD.PING) {
      channel.send(RECORD.PONG, "{}");
      // A client that asks and does not read the answers is not read on.
      await channel.drained();
    } else if (record.type !== RECORD.PONG) {
      throw new ProtocolError(`a record of type ${record.type} in a conversation`);
    }
  }
}

/**
 * The client's side: sends each line of the input, up to `exit` or its end, and then CLOSE. Shows each
 * text of the operator, until the operator's side has said CLOSE too.
 *
 * @throws ProtocolError when the server breaks the rules, ProgramError when a line is too long, the
 * system's error when the connection breaks
 */
export async function talk(
  channel: TalkChannel,
  { input, output }: { input: Readable; output: Writable },
): Promise<void> {
  try {
    const showing = showTexts(channel, output);
    const sending = sendLines(channel, input);
    await Promise.race([showing, sending.then(() => showing)]);
  } catch (error) {
    if (error instanceof ProtocolError) channel.close(closingFor(error));
    throw error;
  } finally {
    await channel.part();
  }
}

/** Shows each text of the operator on a line of its own; nothing in it can give commands to the terminal. */
export async function showTexts(channel: TalkChannel, output: Writable): Promise<void> {
  for (;;) {
    const text = await nextText(channel, RECORD.SERVER_TO_CLIENT);
    if (text === undefined) return;
    printStatus(`received ${Buffer.byteLength(text)} bytes`);
    await send(output, `${printable(text)}\n`);
  }
}

/** Sends a text of the client, and waits while the server is slower than the typist. */
export async function say(channel: TalkChannel, text: string): Promise<void> {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_TALK_BYTES) {
    printStatus(`not sent: it has ${bytes} bytes, and ${MAX_TALK_BYTES} is the limit`);
    return;
  }
  channel.send(RECORD.CLIENT_TO_SERVER, text);
  printStatus(`sent ${bytes} bytes`);
  await channel.drained();
}

async function sendLines(channel: TalkChannel, input: Readable): Promise<void> {
  for await (const line of typedLines(input)) {
    if (line === "exit") break;
    await say(channel, line);
  }
  channel.close();
}

function decode(body: Uint8Array): string {
  try {
    return decoder.decode(body);
  } catch (cause) {
    throw new ProtocolError("a text that is not UTF-8", { cause });
  }
}
