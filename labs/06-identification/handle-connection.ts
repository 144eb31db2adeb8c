/** One client's connection: who is it, a greeting by name, and then its lines back. */
import type { Socket } from "node:net";
import type { LoggedConnection } from "../../shared/logging/logged-connections.ts";
import { linesOf, withReadLimits } from "../../shared/net/lines.ts";
import { linger } from "../../shared/net/linger.ts";
import { normalizeAddress } from "../../shared/net/normalize-address.ts";
import { chunksOf, type ReadLimits } from "../../shared/net/read-with-timeout.ts";
import { send } from "../../shared/net/send.ts";
import { introduce } from "./introduce.ts";
import type { NameBook } from "./name-book.ts";

/** What a connection needs to know of the server. */
export interface ServerContext extends ReadLimits {
  book: NameBook;
}

/**
 * Serves one client up to the end of its connection, and returns how that ended.
 *
 * @throws what breaks the connection, and the system's error when the name cannot be stored
 */
export async function handleConnection(
  connection: LoggedConnection,
  context: ServerContext,
): Promise<string> {
  const { socket } = connection;
  const chunks = chunksOf(socket);
  const lines = linesOf(withReadLimits(chunks, context));
  const isKnown = await meet(connection, lines, context.book);
  const ending = isKnown ? await echoLines(socket, lines) : "left at the question";
  if (ending === "exit") await send(socket, "good-bye\n");
  socket.end();
  await linger(socket, chunks);
  return ending;
}

/** Greets a client by name, after asking for it if need be; false when the client leaves instead. */
async function meet(
  { socket, host, log }: LoggedConnection,
  lines: AsyncIterator<string, void>,
  book: NameBook,
): Promise<boolean> {
  const address = normalizeAddress(host);
  const known = book.nameOf(address);
  if (known !== undefined) {
    log.info("recognized", { address, name: known });
    await send(socket, `welcome back, ${known}\n`);
    return true;
  }
  const name = await introduce({ socket, lines, address }, book);
  if (name !== undefined) log.info("introduced", { address, name });
  return name !== undefined;
}

/** Sends every line back; returns how the lines ended. */
async function echoLines(socket: Socket, lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    if (line === "exit") return "exit";
    await send(socket, `${line}\n`);
  }
  return socket.readableEnded ? "end of stream" : "not waited for any longer";
}
