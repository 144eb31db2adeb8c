/** One client's visit: its token, its turn, and what it says until it leaves. */
import { finished } from "node:stream/promises";
import { FrameStream } from "../../shared/framing/frame-stream.ts";
import type { Log } from "../../shared/logging/log.ts";
import type { Visitor } from "../../shared/logging/logged-visit.ts";
import { send } from "../../shared/net/send.ts";
import { ProtocolError } from "../../shared/process/errors.ts";
import { type Checksum, withChecksum, withoutChecksum } from "./checksum.ts";
import { newToken, textBehindToken, tokenMessage } from "./session-token.ts";
import type { Place, WaitingLine } from "./waiting-line.ts";

/** What a client in line is told. */
export const WAIT = "please wait: the operator is talking to somebody else";
export const YOUR_TURN = "thank you for waiting: the operator is talking to you now";

/** How long a client may take to leave when the server has ended its side, in milliseconds. */
const PARTING_MS = 2_000;

/** A client as the operator knows it. */
export interface Guest {
  address: string;
  stream: FrameStream;
  log: Log;
  /** How much of the operator's replies it has not taken yet. */
  waitingBytes: number;
}

/** What a visit needs to know of the server. */
export interface House {
  line: WaitingLine<Guest>;
  checksum: Checksum;
  maxBodyBytes: number;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  /** Shows a line to the operator, whatever is in it. */
  print(line: string): void;
}

/**
 * Serves one client up to the end of its visit, and returns how that ended.
 *
 * @throws what breaks the connection, ProtocolError when the client breaks the rules
 */
export async function visit({ socket, address, log }: Visitor, house: House): Promise<string> {
  const stream = new FrameStream(socket, house);
  const place = house.line.enter({ address, stream, log, waitingBytes: 0 });
  const stop = () => void partFrom(stream);
  house.stopping.addEventListener("abort", stop);
  try {
    const token = newToken();
    const listening = listen(place, token, house);
    await Promise.race([listening, greet(place, token, house).then(() => listening)]);
    await partFrom(stream);
    house.print(`left ${address}`);
    return house.stopping.aborted ? "server stops" : "end of stream";
  } catch (error) {
    house.print(
      error instanceof ProtocolError ? `refused ${address}: ${error.message}` : `lost ${address}`,
    );
    throw error;
  } finally {
    house.stopping.removeEventListener("abort", stop);
    house.line.leave(place);
  }
}

/** Gives a client its token, and lets it know when the operator is there for it. */
async function greet({ guest, turn }: Place<Guest>, token: string, house: House): Promise<void> {
  const { stream, address, log } = guest;
  await send(stream, tokenMessage(token));
  const hasToWait = house.line.first !== guest;
  if (hasToWait) {
    house.print(`waiting ${address}`);
    await send(stream, withChecksum(house.checksum, WAIT));
  }
  if (!(await turn)) return;
  house.print(`talking to ${address}`);
  log.info("talking");
  if (hasToWait) await send(stream, withChecksum(house.checksum, YOUR_TURN));
}

/**
 * Shows what a client says, until it leaves. Whoever has to wait is not read on after its first
 * message: the rest waits on the client's side.
 */
async function listen({ guest, turn }: Place<Guest>, token: string, house: House): Promise<void> {
  for await (const message of guest.stream) {
    const text = withoutChecksum(house.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = Buffer.byteLength(text);
    house.print(`received ${bytes} bytes: ${text}`);
    guest.log.info("received", { bytes });
  }
}

/** Ends the server's side, and waits until the client has ended its own, but not for ever. */
export async function partFrom(stream: FrameStream): Promise<void> {
  const alarm = setTimeout(() => {
    stream.destroy(new ProtocolError("it did not leave when the server had ended"));
  }, PARTING_MS);
  stream.end();
  // Whoever reads the stream learns how it ended; here it is over either way.
  await finished(stream).catch(() => {});
  clearTimeout(alarm);
}
