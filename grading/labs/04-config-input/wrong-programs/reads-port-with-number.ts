/**
 * A program that reads a port with Number().
 *
 * @file shared/config/parse-port.ts
 * @caughtBy the server refuses what is no port
 * @says is 0, which asks for any free one
 */

export function parsePort(text: string): Result<number> {
  if (Number.isNaN(Number(text))) return invalid("a port is a whole number, digits only");
  const port = Number(text);
  if (port > MAX_PORT) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
