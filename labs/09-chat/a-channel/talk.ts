/**
 * What a client and the operator write to each other: one text in each record, and CLOSE at the end. Both
 * sides may write at any time. First what both sides need and the client's side; then the server's: one
 * operator talks with one client at a time, in the order in which they came.
 */
import type { Readable, Writable } from "node:stream";
import type { Command } from "../../../shared/console/operator-console.ts";
import { typedLines } from "../../../shared/console/typed-lines.ts";
import type { Log } from "../../../shared/logging/log.ts";
import type { LoggedConnection } from "../../../shared/logging/logged-connections.ts";
import { send } from "../../../shared/net/send.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { printable, printStatus } from "../../../shared/process/print-status.ts";
import { type Place, WaitQueue } from "../../08-framing/wait-queue.ts";
import { type Channel, closingFor } from "../connection/channel.ts";
import { MAX_JSON_BYTES, MAX_MEMBER_BODY_BYTES, RECORD } from "../protocol/wire.ts";
import { type AcceptOptions, acceptChannel } from "./open-channel.ts";

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

/** What a client in line is told. */
export const WAIT = "please wait: the operator is talking to somebody else";
export const YOUR_TURN = "thank you for waiting: the operator is talking to you now";

/** What a client is told when the operator turns to the next one. */
const NEXT = { reason: "the operator has ended the conversation", again: false };

/** So much may wait for a client that does not read, in bytes; more replies are not sent. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** What the connections of one server share. */
export interface TalkContext extends AcceptOptions {
  talk: OperatorTalk;
  stopping: AbortSignal;
  print(line: string): void;
}

/** A client as the operator sees it. */
export interface TalkClient {
  /** How the operator's screen names it, such as its address. */
  name: string;
  channel: TalkChannel;
  log: Log;
}

/** A client in line, and when it has left. */
interface Client extends TalkClient {
  gone: Promise<void>;
}

export class OperatorTalk {
  readonly #line = new WaitQueue<Client>();
  readonly #print: (line: string) => void;

  /** @param print shows a line to the operator, whatever is in it */
  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /**
   * Serves one client: lets it wait for its turn, shows what it says, and returns when it has left.
   *
   * @throws ProtocolError when the client breaks the rules, what breaks the connection
   */
  async serve(client: TalkClient): Promise<void> {
    const { promise: gone, resolve: isGone } = Promise.withResolvers<void>();
    const place = this.#line.enter({ ...client, gone });
    try {
      const listening = this.#listen(place);
      await Promise.race([listening, this.#greet(place).then(() => listening)]);
      await client.channel.part();
      this.#print(`left ${client.name}`);
    } catch (error) {
      this.#print(farewell(client.name, error));
      throw error;
    } finally {
      this.#line.leave(place);
      isGone();
    }
  }

  /** Sends what the operator has typed to the client whose turn it is. */
  reply(text: string): void {
    const client = this.#line.first;
    const bytes = Buffer.byteLength(text);
    if (client === undefined || client.channel.closed) {
      this.#print("nobody is here: not sent");
    } else if (bytes > MAX_TALK_BYTES) {
      this.#print(`not sent: it has ${bytes} bytes, and ${MAX_TALK_BYTES} is the limit`);
    } else if (client.channel.waitingBytes + bytes > MAX_WAITING_BYTES) {
      this.#print(`${client.name} does not read: not sent`);
    } else {
      client.channel.send(RECORD.SERVER_TO_CLIENT, text);
      this.#print(`sent ${bytes} bytes`);
      client.log.info("sent", { bytes });
    }
  }

  /** `say` and `next`. */
  get commands(): Command[] {
    return [
      {
        name: "say",
        use: "say [text]",
        about:
          "sends the text, also if it is the name of a command; every other line is sent as it is",
        run: (text) => this.reply(text),
      },
      {
        name: "next",
        about: "ends the talk with this client and turns to the next in line",
        run: async () => {
          const client = this.#line.first;
          if (client === undefined) return this.#print("nobody is here");
          client.channel.close(NEXT);
          await client.gone;
        },
      },
    ];
  }

  /** Nobody gets a turn any more. */
  close(): void {
    this.#line.close();
  }

  /** Lets a client know when the operator is there for it. */
  async #greet({ client, turn }: Place<Client>): Promise<void> {
    const { name, channel, log } = client;
    const hasToWait = this.#line.first !== client;
    if (hasToWait) {
      this.#print(`waiting ${name}`);
      channel.send(RECORD.SERVER_TO_CLIENT, WAIT);
    }
    if (!(await turn)) return;
    this.#print(`talking to ${name}`);
    log.info("talking");
    if (hasToWait) channel.send(RECORD.SERVER_TO_CLIENT, YOUR_TURN);
  }

  /** Shows what a client says, until it leaves. One that has to wait is not read on after its first text. */
  async #listen({ client, turn }: Place<Client>): Promise<void> {
    for (;;) {
      const text = await nextText(client.channel, RECORD.CLIENT_TO_SERVER);
      if (text === undefined || !(await turn)) return;
      const bytes = Buffer.byteLength(text);
      this.#print(`received ${bytes} bytes: ${text}`);
      client.log.info("received", { bytes });
    }
  }
}

/**
 * Serves one client. Returns how its connection ended, in a word for the log.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
export async function handleTalk(client: LoggedConnection, context: TalkContext): Promise<string> {
  const { address, log } = client;
  const { talk, stopping } = context;
  const channel = await acceptChannelOrSayWhy(client, context);
  log.info("handshake");
  channel.allow(MAX_MEMBER_BODY_BYTES);
  const stop = () => channel.close({ reason: "the server is shutting down" });
  stopping.addEventListener("abort", stop);
  try {
    if (stopping.aborted) stop();
    await talk.serve({ name: address, channel, log });
    return stopping.aborted ? "stop" : "closed";
  } catch (error) {
    if (error instanceof ProtocolError) channel.close(closingFor(error));
    await channel.part();
    throw error;
  } finally {
    stopping.removeEventListener("abort", stop);
  }
}

/** Shakes hands. When that fails, the operator is shown why. */
export async function acceptChannelOrSayWhy(
  { socket, address }: LoggedConnection,
  options: AcceptOptions & Pick<TalkContext, "print">,
): Promise<Channel> {
  try {
    return await acceptChannel(socket, options);
  } catch (error) {
    options.print(farewell(address, error));
    throw error;
  }
}

/** What the operator is shown of a connection that has failed. */
function farewell(name: string, error: unknown): string {
  return error instanceof ProtocolError ? `refused ${name}: ${error.message}` : `lost ${name}`;
}
