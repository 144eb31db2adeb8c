/** One client's connection: every line comes back, and the log hears of each step. */

import type { LoggedConnection } from "../../shared/logging/logged-connections.ts";
import { linesOf, withReadLimits } from "../../shared/net/lines.ts";
import { linger } from "../../shared/net/linger.ts";
import { chunksOf, type ReadLimits } from "../../shared/net/read-with-timeout.ts";
import { send } from "../../shared/net/send.ts";
import { answerTo, fieldsOf, parseRequest } from "./request.ts";

/** Serves a client up to its end. Returns how it ended, in a word for the log. */
export async function handleConnection(
  connection: LoggedConnection,
  limits: ReadLimits,
): Promise<string> {
  const { socket } = connection;
  const chunks = chunksOf(socket);
  const hasSaidExit = await answerLines(connection, linesOf(withReadLimits(chunks, limits)));
  const why = hasSaidExit ? "exit" : endOf(connection, limits);
  socket.end();
  await linger(socket, chunks);
  return why;
}

/** Answers the lines up to `exit` or their end; returns whether it was `exit`. */
async function answerLines(
  { socket, log }: LoggedConnection,
  lines: AsyncIterable<string>,
): Promise<boolean> {
  for await (const line of lines) {
    log.info("received", fieldsOf(line));
    const request = parseRequest(line);
    const answer = answerTo(request);
    await send(socket, `${answer}\n`);
    log.info("sent", { bytes: Buffer.byteLength(answer) });
    if (request.type === "exit") return true;
  }
  return false;
}

/** Why no more lines came. */
function endOf({ socket }: LoggedConnection, { stopping }: ReadLimits): string {
  if (socket.readableEnded) return "end";
  return stopping.aborted ? "stop" : "silence";
}
