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
import { say } from "../../shared/process/say.ts";

/**
 * Sends back every chunk as it comes, in order. When the client has ended its side, ends this side,
 * and returns when the last byte has been handed to the system.
 *
 * A socket tells of what happens by events: "data" for a chunk, "end" for the client's FIN. `write`
 * returns false when more waits than the stream wants to keep, and "drain" comes when all of it has
 * been handed on. In between the socket is paused: a client that does not read is, in the end, not
 * read either.
 *
 * @throws the system's error when the connection breaks
 *
 * @exercise 01.5 Send every chunk back; pause reading while the socket is full; when the client has ended its side, end yours and wait until all is sent.
 */
export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    say(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    say(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
