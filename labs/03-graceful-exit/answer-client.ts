/**
 * One client's connection, from the first line to the good-bye.
 *
 *     lines ──▶ answers ──▶ … ──▶ ending ──▶ good-bye, FIN ──▶ linger
 */
import type { Socket } from "node:net";
import { LineSplitter } from "../../shared/framing/line-splitter.ts";
import { linger } from "../../shared/net/linger.ts";
import { type Chunks, chunksOf, readNext } from "../../shared/net/read-with-timeout.ts";
import { send } from "../../shared/net/send.ts";
import { printStatus } from "../../shared/process/print-status.ts";
import { answerTo } from "./answer.ts";
import { type CloseReason, closeReasonOf, goodBye, isFromOutside } from "./close-reason.ts";
import type { Limits } from "./limits.ts";
import { parseRequest } from "./request.ts";

/**
 * Answers the client until the connection ends, whoever ends it; then says good-bye and waits until the
 * client has left too. Returns how the connection ended.
 *
 * @throws only what is this program's own fault
 */
export async function answerClient(
  socket: Socket,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const chunks = chunksOf(socket);
  const ending = await answerUntilEnd(socket, chunks, peer, limits).catch((error: unknown) => {
    if (isFromOutside(error)) return closeReasonOf(error);
    throw error;
  });
  socket.end(goodBye(ending));
  await linger(socket, chunks, limits.graceMs);
  return ending;
}

/** Answers line after line; returns how it ended. */
async function answerUntilEnd(
  socket: Socket,
  chunks: Chunks,
  peer: string,
  limits: Limits,
): Promise<CloseReason> {
  const splitter = new LineSplitter();
  for (;;) {
    const result = await readNext(chunks, limits);
    switch (result.type) {
      case "chunk": {
        printStatus(`received ${result.chunk.length} bytes from ${peer}`);
        const ending = await answerLines(splitter.push(result.chunk), socket, limits.stopping);
        if (ending !== undefined) return ending;
        break;
      }
      case "end":
        return (await answerLines(splitter.end(), socket, limits.stopping)) ?? "end of stream";
      case "silence":
        return `silent for ${limits.idleMs} ms`;
      case "stop":
        return "server stops";
      default:
        return result satisfies never;
    }
  }
}

/**
 * Answers these lines, each in its turn. Returns how the connection ends if one of them ends it, or if
 * the server stops: the answer under way is finished first, the lines behind it get none.
 */
async function answerLines(
  lines: readonly string[],
  socket: Socket,
  stopping: AbortSignal,
): Promise<CloseReason | undefined> {
  for (const line of lines) {
    if (stopping.aborted) return "server stops";
    const request = parseRequest(line);
    if (request.type === "exit") return "exit";
    await send(socket, `${await answerTo(request, socket)}\n`);
  }
  return undefined;
}
