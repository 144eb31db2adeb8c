/** The answers, at once or after a while. */
import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Request } from "./request.ts";

/**
 * The answer to a request, without its line end.
 *
 * @throws the system's error when the connection breaks during a wait
 */
export async function answerTo(
  request: Exclude<Request, { type: "exit" }>,
  socket: Socket,
): Promise<string> {
  switch (request.type) {
    case "text":
      return request.text;
    case "wait":
      await pauseFor(socket, request.milliseconds);
      return `waited ${request.milliseconds} ms`;
    default:
      return request satisfies never;
  }
}

/**
 * Waits so long for this client's sake, and no longer than the client is there: what is done for
 * somebody who has left is done for nobody.
 */
async function pauseFor(socket: Socket, milliseconds: number): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  try {
    // `once` waits for "close", and throws the socket's error if that comes first.
    await Promise.race([
      pause(milliseconds, undefined, { signal }),
      once(socket, "close", { signal }),
    ]);
  } finally {
    over.abort();
  }
}
