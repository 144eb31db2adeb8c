/** What the server says, up to its last word. */
import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { screenFor } from "../../shared/console/screen-text.ts";
import { LineSplitter } from "../../shared/framing/line-splitter.ts";
import { send } from "../../shared/net/send.ts";
import { ProtocolError } from "../../shared/process/errors.ts";

/** The server's last line: `good-bye`, or `good-bye: ` and a reason. */
const GOOD_BYE = /^good-bye(?:$|: )/;

/**
 * Prints what the server sends, until the server ends its side: byte for byte, but for what a terminal
 * would obey. Returns how it took its leave, in words.
 *
 * @throws the system's error when the connection breaks; ProtocolError when the stream ends inside a
 * line: to the socket that looks like any other end
 */
export async function printAnswers(socket: Socket, output: Writable): Promise<string> {
  const screen = screenFor(output);
  const splitter = new LineSplitter();
  let lastLine = "";
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    await send(screen, chunk);
    lastLine = splitter.push(chunk).at(-1) ?? lastLine;
  }
  if (splitter.end().length > 0) throw new ProtocolError("the server left in the middle of a line");
  if (GOOD_BYE.test(lastLine)) return "the server said good-bye";
  return socket.writableEnded ? "both sides have ended" : "the server ended the connection";
}
