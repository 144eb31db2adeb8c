/**
 * A program that refuses what has no shape, and goes on.
 *
 * @file protocol/messages.ts
 * @caughtBy a request that makes no sense ends the connection
 * @says Look at the shape of each field
 */

export function parseRequest(body: Uint8Array): ParsedRequest {
  const request = fitted(requestSchema, parseJson(body));
  if (request === undefined) return { ok: false, reason: "a request cannot be understood" };
  return "text" in request ? withText(request) : { ok: true, value: request };
}
