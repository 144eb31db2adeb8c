/**
 * A client's side of a connection: what is typed goes to the server, what the server says is shown.
 *
 *     input   ──▶  socket  ──▶  server
 *     output  ◀──  socket  ◀──  server
 */
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { send } from "../net/send.ts";
import { printStatus } from "../process/print-status.ts";
import { screenFor } from "./screen-text.ts";

/**
 * Talks until the server has ended its side, even if there is input left. Then nothing is left open:
 * neither the socket, nor the input, which would keep the process alive.
 *
 * Both directions run at once. A client that first sends everything and then reads would wait for a
 * server that waits for it, as soon as there is more than the buffers between them can hold.
 *
 * @param answers what is shown; the socket's own bytes when not said
 * @throws the system's error when the connection breaks
 */
export async function runClient(
  socket: Socket,
  input: Readable,
  output: Writable,
  answers: AsyncIterable<Uint8Array> = socket,
): Promise<void> {
  const printing = printAnswer(answers, output);
  const sending = sendInput(input, socket);
  try {
    await Promise.race([printing, sending.then(() => printing)]);
  } finally {
    socket.destroy();
    input.destroy();
  }
}

/** Sends the input to its end, then ends this side of the connection; the other stays open. */
async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    await send(socket, chunk);
    printStatus(`sent ${chunk.length} bytes`);
  }
  socket.end();
}

/**
 * Prints what the server sends, until the server ends its side: byte for byte, but for what a terminal
 * would obey. A character may be cut in two by a chunk's end; nothing here takes a chunk for a text.
 */
async function printAnswer(answers: AsyncIterable<Uint8Array>, output: Writable): Promise<void> {
  const screen = screenFor(output);
  for await (const chunk of answers) {
    printStatus(`received ${chunk.length} bytes`);
    await send(screen, chunk);
  }
}
