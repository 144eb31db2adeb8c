/**
 * A program that lets a client go to port 0.
 *
 * @file shared/config/parse-port.ts
 * @caughtBy the client refuses what is no port
 * @says nothing can be reached there
 */

export function parseServerPort(text: string): Result<number> {
  const parsed = parsePort(text);
  if (!parsed.ok || parsed.value >= 0) return parsed;
  return invalid("port 0 is for servers, which take any free port with it");
}
