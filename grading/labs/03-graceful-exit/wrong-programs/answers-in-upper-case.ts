/**
 * A program that answers in upper case.
 *
 * @file answer.ts
 * @caughtBy lines of text come back as they are
 * @says came back in upper or lower case
 */

export async function answerTo(
  request: Exclude<Request, { type: "exit" }>,
  socket: Socket,
): Promise<string> {
  switch (request.type) {
    case "text":
      return request.text.toUpperCase();
    case "wait":
      await pauseFor(socket, request.milliseconds);
      return `waited ${request.milliseconds} ms`;
    default:
      return request satisfies never;
  }
}
