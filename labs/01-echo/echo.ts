/**
 * One client's connection: its bytes, back to it (RFC 862).
 *
 *     client  ──  68 65 6c 6c 6f 0a  ─▶  server
 *     client  ◀─  68 65 6c 6c 6f 0a  ──  server
 *
 * TCP hands over a stream of bytes in chunks of any size: a chunk may hold half a character or a thousand
 * lines. An echo that never looks inside cannot be wrong about where they begin and end.
 */
import type { Socket } from "node:net";
import { finished } from "node:stream/promises";
import { peerAddress } from "../../shared/net/address.ts";
import { explainBrokenConnection } from "../../shared/process/errors.ts";
import { printStatus } from "../../shared/process/print-status.ts";

/**
 * Serves one client. It never throws: a client that resets its connection (RFC 9293 section 3.10.7.4) is a
 * line on the screen, and the other clients notice nothing.
 *
 * @exercise 01.4 Say that the client connected, echo, say how it ended; whatever fails, catch it here and close this connection only.
 */
export async function handleConnection(socket: Socket): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  try {
    await echo(socket, peer);
    printStatus(`disconnected ${peer}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    socket.destroy();
  }
}

/**
 * Sends back every chunk as it comes; throws the system's error when the connection breaks.
 *
 * The socket emits "data" for a chunk and "end" for the client's FIN. `write` returns false when more waits
 * than the stream wants to keep, and "drain" comes when all of it has been handed on. In between the socket
 * is paused: the server stops reading from a client that does not read.
 *
 * @exercise 01.5 Send every chunk back; pause reading while the socket is full; when the client has ended its side, end yours and wait until all is sent.
 */
export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
