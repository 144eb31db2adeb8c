/** What both sides of a handshake need of a socket: frames, and an end to the waiting. */
import type { Socket } from "node:net";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { type FrameOptions, FrameReader } from "./frame-reader.ts";
import type { Line } from "./handshake.ts";

/** The socket's frames, for the handshake and for the channel after it. */
export function lineOf(socket: Socket, options: FrameOptions): { line: Line; frames: FrameReader } {
  const frames = new FrameReader(socket, options);
  const line: Line = {
    receive: async () => {
      const body = await frames.next();
      if (body === undefined) throw new ProtocolError("the other side left during the handshake");
      return body;
    },
    send: (body) => void socket.write(encodeFrame(body)),
  };
  return { line, frames };
}

/**
 * Runs a handshake, under an alarm for all of it: each of its frames alone could be quick and the whole
 * still last for ever. When it fails, the socket is destroyed.
 */
export async function withinHandshake<Result>(
  socket: Socket,
  handshakeMs: number,
  shakeHands: () => Promise<Result>,
): Promise<Result> {
  let tooSlow: ProtocolError | undefined;
  const alarm = setTimeout(() => {
    tooSlow = new ProtocolError(`the handshake took longer than ${handshakeMs} ms`);
    socket.destroy(tooSlow);
  }, handshakeMs);
  // Whoever reads learns of a failure. This is for the moments in which nobody does: an "error" event
  // that nobody hears ends the process.
  socket.on("error", () => {});
  // Both hellos go out at once: they do not wait for others to fill a packet (Nagle, RFC 896).
  socket.setNoDelay(true);
  try {
    return await shakeHands();
  } catch (error) {
    socket.destroy();
    throw tooSlow ?? error;
  } finally {
    clearTimeout(alarm);
  }
}
