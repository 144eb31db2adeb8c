/** One client's connection: the access word, if there is one, and then its lines back. */
import type { Socket } from "node:net";
import { peerAddress } from "../../shared/net/address.ts";
import { linesOf, withReadLimits } from "../../shared/net/lines.ts";
import { linger } from "../../shared/net/linger.ts";
import { chunksOf, type ReadLimits } from "../../shared/net/read-with-timeout.ts";
import { send } from "../../shared/net/send.ts";
import { explainBrokenConnection } from "../../shared/process/errors.ts";
import { printStatus } from "../../shared/process/print-status.ts";
import { admit, WELCOME } from "./access-word.ts";

/** What a connection needs to know of the server. */
export interface ServerContext extends ReadLimits {
  /** Empty: everybody is welcome. */
  accessWord: string;
}

/** Serves one client and says how its connection ended. It never throws. */
export async function handleConnection(socket: Socket, context: ServerContext): Promise<void> {
  const peer = peerAddress(socket);
  printStatus(`connected ${peer}`);
  // For the time in which nobody reads: an "error" event that nobody hears ends the process.
  socket.on("error", () => {});
  try {
    const chunks = chunksOf(socket);
    let isOver = false;
    const lines = notingEnd(linesOf(withReadLimits(chunks, context)), () => {
      isOver = true;
    });
    if (await isAdmitted(socket, lines, context)) await echoLines(socket, lines);
    else if (!isOver) printStatus(`refused ${peer}`);
    else if (socket.readableEnded) printStatus(`left at the question ${peer}`);
    socket.end();
    await linger(socket, chunks);
    printStatus(`disconnected ${peer}`);
  } catch (error) {
    printStatus(`disconnected ${peer}: ${explainBrokenConnection(error)}`);
  } finally {
    socket.destroy();
  }
}

/** The lines as they are; says when their end has been read, by whomever. */
async function* notingEnd(
  lines: AsyncIterable<string>,
  note: () => void,
): AsyncGenerator<string, void> {
  yield* lines;
  note();
}

async function isAdmitted(
  socket: Socket,
  lines: AsyncIterator<string>,
  { accessWord }: ServerContext,
): Promise<boolean> {
  return accessWord === "" || (await admit(socket, lines, accessWord));
}

/** Sends every line back, up to `exit` or the end of the lines. */
async function echoLines(socket: Socket, lines: AsyncIterable<string>): Promise<void> {
  await send(socket, `${WELCOME}\n`);
  for await (const line of lines) {
    if (line === "exit") return await send(socket, "good-bye\n");
    await send(socket, `${line}\n`);
  }
}
