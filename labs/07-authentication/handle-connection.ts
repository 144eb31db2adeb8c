/**
 * One client's connection: its lines, and an answer to each. Until it has shown who it is, it has a deadline;
 * a limit on silence would not do, because one byte now and then is no silence.
 */
import type { Socket } from "node:net";
import { LineSplitter } from "../../shared/framing/line-splitter.ts";
import type { LoggedConnection } from "../../shared/logging/logged-connections.ts";
import { linger } from "../../shared/net/linger.ts";
import { type Chunks, chunksOf, readNext } from "../../shared/net/read-with-timeout.ts";
import { send } from "../../shared/net/send.ts";
import { answerTo, type ServerContext } from "./answer.ts";
import { type Answer, lineOf, refused } from "./messages.ts";

export interface ConnectionLimits {
  /** How long a client may take to show who it is, in milliseconds. */
  logInMs: number;
  /** After that, how long it may be silent, in milliseconds. */
  idleMs: number;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/**
 * Answers the client until one of the two leaves. Returns how it ended, in a word for the log.
 *
 * @throws the system's error when the connection breaks, ProtocolError when a line is too long
 */
export async function handleConnection(
  connection: LoggedConnection,
  context: ServerContext,
  limits: ConnectionLimits,
): Promise<string> {
  const { socket } = connection;
  const chunks = chunksOf(socket);
  const ending = await answerRequests(connection, chunks, context, limits);
  socket.end();
  await linger(socket, chunks);
  return ending;
}

async function answerRequests(
  { socket, host, log }: LoggedConnection,
  chunks: Chunks,
  context: ServerContext,
  limits: ConnectionLimits,
): Promise<string> {
  const splitter = new LineSplitter();
  const deadline = new ReadDeadline(limits);
  const answerLines = async (lines: readonly string[]) => {
    for (const line of lines) {
      if (limits.stopping.aborted) return "stop";
      const answer = await answerTo(line, { host, log }, context);
      deadline.note(answer);
      await send(socket, lineOf(answer));
      if (answer.type === "good-bye") return "log-out";
    }
    return undefined;
  };
  for (;;) {
    const { stopping } = limits;
    const result = await readNext(chunks, { idleMs: deadline.leftMs(), stopping });
    switch (result.type) {
      case "chunk": {
        const ending = await answerLines(splitter.push(result.chunk));
        if (ending !== undefined) return ending;
        break;
      }
      case "end":
        return (await answerLines(splitter.end())) ?? "end";
      case "silence":
        return await reportTimeout(socket, deadline);
      case "stop":
        return "stop";
      default:
        return result satisfies never;
    }
  }
}

async function reportTimeout(socket: Socket, { isIn }: ReadDeadline): Promise<string> {
  await send(socket, lineOf(refused(isIn ? "silent for too long" : "log-in took too long")));
  return isIn ? "silence" : "log-in-deadline";
}

/** How long a client is waited for. */
class ReadDeadline {
  readonly #limits: ConnectionLimits;
  readonly #deadline: number;
  /** Whether the client has shown who it is, by a log-in or by a token. */
  isIn = false;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
    this.#deadline = performance.now() + limits.logInMs;
  }

  /** Who is served is in. */
  note(answer: Answer): void {
    if (answer.type === "welcome" || answer.type === "said") this.isIn = true;
  }

  leftMs(): number {
    if (this.isIn) return this.#limits.idleMs;
    return Math.max(0, this.#deadline - performance.now());
  }
}
