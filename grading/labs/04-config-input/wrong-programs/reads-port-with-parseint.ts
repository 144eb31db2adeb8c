/**
 * A program that reads a port with parseInt().
 *
 * @file shared/config/parse-port.ts
 * @caughtBy the server refuses what is no port
 * @says should refuse --port 80abc in one line…reads as far as it can, here 80
 */

export function parsePort(text: string): Result<number> {
  if (Number.isNaN(Number.parseInt(text, 10)))
    return invalid("a port is a whole number, digits only");
  const port = Number.parseInt(text, 10);
  if (port > MAX_PORT) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
