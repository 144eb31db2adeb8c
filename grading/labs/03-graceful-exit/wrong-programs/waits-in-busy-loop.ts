/**
 * A program that waits in a busy loop.
 *
 * @file answer.ts
 * @caughtBy one client's wait holds up nobody, and nobody's exit ends it
 * @says must not block the event loop
 */

export async function answerTo(
  request: Exclude<Request, { type: "exit" }>,
  socket: Socket,
): Promise<string> {
  switch (request.type) {
    case "text":
      return request.text;
    case "wait":
      for (const end = Date.now() + request.milliseconds; Date.now() < end; );
      return `waited ${request.milliseconds} ms`;
    default:
      return request satisfies never;
  }
}
