/** One client's connection: its token, its turn, and what it says until it leaves. */
import { finished } from "node:stream/promises";
import type { Log } from "../../shared/logging/log.ts";
import type { LoggedConnection } from "../../shared/logging/logged-connections.ts";
import { send } from "../../shared/net/send.ts";
import { ProtocolError } from "../../shared/process/errors.ts";
import { type Checksum, withChecksum, withoutChecksum } from "./checksum.ts";
import { FrameStream } from "./frame-stream.ts";
import { newToken, textBehindToken, tokenMessage } from "./session-token.ts";
import type { Place, WaitQueue } from "./wait-queue.ts";

/** What a client in line is told. */
export const WAIT = "please wait: the operator is talking to somebody else";
export const YOUR_TURN = "thank you for waiting: the operator is talking to you now";

/** How long a client may take to leave when the server has ended its side, in milliseconds. */
const PARTING_MS = 2_000;

/** A client as the operator knows it. */
export interface Client {
  address: string;
  stream: FrameStream;
  log: Log;
  /** How much of the operator's replies it has not taken yet. */
  waitingBytes: number;
}

/** What a connection needs to know of the server. */
export interface ServerContext {
  line: WaitQueue<Client>;
  checksum: Checksum;
  maxBodyBytes: number;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  /** Shows a line to the operator, whatever is in it. */
  print(line: string): void;
}

/**
 * Serves one client up to the end of its connection, and returns how that ended.
 *
 * @throws what breaks the connection, ProtocolError when the client breaks the rules
 */
export async function handleConnection(
  { socket, address, log }: LoggedConnection,
  context: ServerContext,
): Promise<string> {
  const stream = new FrameStream(socket, context);
  const place = context.line.enter({ address, stream, log, waitingBytes: 0 });
  const stop = () => void partFrom(stream);
  context.stopping.addEventListener("abort", stop);
  try {
    const token = newToken();
    const listening = listen(place, token, context);
    await Promise.race([listening, greet(place, token, context).then(() => listening)]);
    await partFrom(stream);
    context.print(`left ${address}`);
    return context.stopping.aborted ? "server stops" : "end of stream";
  } catch (error) {
    context.print(
      error instanceof ProtocolError ? `refused ${address}: ${error.message}` : `lost ${address}`,
    );
    throw error;
  } finally {
    context.stopping.removeEventListener("abort", stop);
    context.line.leave(place);
  }
}

/** Gives a client its token, and lets it know when the operator is there for it. */
async function greet(
  { client, turn }: Place<Client>,
  token: string,
  context: ServerContext,
): Promise<void> {
  const { stream, address, log } = client;
  await send(stream, tokenMessage(token));
  const hasToWait = context.line.first !== client;
  if (hasToWait) {
    context.print(`waiting ${address}`);
    await send(stream, withChecksum(context.checksum, WAIT));
  }
  if (!(await turn)) return;
  context.print(`talking to ${address}`);
  log.info("talking");
  if (hasToWait) await send(stream, withChecksum(context.checksum, YOUR_TURN));
}

/**
 * Shows what a client says, until it leaves. Whoever has to wait is not read on after its first
 * message: the rest waits on the client's side.
 */
async function listen(
  { client, turn }: Place<Client>,
  token: string,
  context: ServerContext,
): Promise<void> {
  for await (const message of client.stream) {
    const text = withoutChecksum(context.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = Buffer.byteLength(text);
    context.print(`received ${bytes} bytes: ${text}`);
    client.log.info("received", { bytes });
  }
}

/** Ends the server's side, and waits until the client has ended its own, but not for ever. */
export async function partFrom(stream: FrameStream): Promise<void> {
  const timer = setTimeout(() => {
    stream.destroy(new ProtocolError("it did not leave when the server had ended"));
  }, PARTING_MS);
  stream.end();
  // Whoever reads the stream learns how it ended; here it is over either way.
  await finished(stream).catch(() => {});
  clearTimeout(timer);
}
