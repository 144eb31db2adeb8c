/**
 * The echo itself: the bytes of a client, back to the client (RFC 862).
 *
 *     client  ──  68 65 6c 6c 6f 0a  ─▶  server
 *     client  ◀─  68 65 6c 6c 6f 0a  ──  server
 *
 * Nothing here knows of lines or letters. TCP hands over a stream of bytes in chunks of any size: a
 * chunk may hold half a letter or a thousand lines. An echo that never looks inside cannot be wrong
 * about where they begin and end.
 */
import type { Socket } from "node:net";
import { finished } from "node:stream/promises";
import { say } from "../../shared/say.ts";
import { send } from "../../shared/send.ts";

/**
 * Sends back every chunk, in order, until the client ends its side; then ends this side, and
 * returns when the last byte has been handed to the system. It reads the next chunk only after
 * `send` has room for more, so a client that does not read is, in the end, not read either.
 *
 * @throws the system's error when the connection breaks
 *
 * @exercise 01.5 Send every chunk back, in order; when the client has ended its side, end yours and wait until all is sent.
 */
export async function echo(socket: Socket, peer: string): Promise<void> {
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    say(`received ${chunk.length} bytes from ${peer}`);
    await send(socket, chunk);
    say(`sent ${chunk.length} bytes to ${peer}`);
  }
  socket.end();
  await finished(socket, { readable: false });
}
