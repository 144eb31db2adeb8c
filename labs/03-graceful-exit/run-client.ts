/**
 * The client's side of a session, up to its end. Four things can end it: the server, the end of the
 * input, a signal, and the network. Whichever it is, nothing may be left that keeps the process alive.
 */
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { send } from "../../shared/net/send.ts";
import { printAnswers } from "./print-answers.ts";

/** What the client works with. */
export interface Session {
  socket: Socket;
  input: Readable;
  output: Writable;
  /** Settles when the client is asked to stop. */
  stopped: Promise<unknown>;
  /** How long the server may take to end its side after that, in milliseconds. */
  graceMs: number;
}

/**
 * Sends the input and prints the answers, both at once, until the server has ended its side. Then it
 * closes the socket and the input: each of them would keep the process alive. Returns how it ended,
 * in words that complete `disconnected: `.
 *
 * @throws the system's error when the connection breaks, ProtocolError when an answer is cut
 *
 * @exercise 03.6 Send and print at once; when the server has left, or did not within the grace time, leave nothing open and return how it ended.
 */
export async function runClient(session: Session): Promise<string> {
  const { socket, input, output } = session;
  const printing = printAnswers(socket, output);
  const sending = sendInput(input, socket);
  try {
    return await Promise.race([printing, sending.then(() => printing), leaveWhenStopped(session)]);
  } finally {
    socket.destroy();
    input.destroy();
  }
}

/** Sends the input to its end, then ends this side; the other side may still have much to say. */
async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    if (socket.writableEnded) return; // a signal has ended this side meanwhile
    await send(socket, chunk);
  }
  socket.end();
}

/** Once stopped, ends this side, and waits for the server no longer than the grace time. */
async function leaveWhenStopped({ stopped, socket, graceMs }: Session): Promise<string> {
  await stopped;
  socket.end();
  // ref: false: this timer alone keeps no process alive.
  await pause(graceMs, undefined, { ref: false });
  return `the server did not end its side within ${graceMs} ms`;
}
