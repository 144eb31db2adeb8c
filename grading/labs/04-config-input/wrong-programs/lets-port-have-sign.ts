/**
 * A program that lets a port have a sign.
 *
 * @file shared/config/parse-port.ts
 * @caughtBy the server refuses what is no port
 * @says also read a sign
 */

export function parsePort(text: string): Result<number> {
  if (!/^[+-]?[0-9]+$/.test(text)) return invalid("a port is a whole number, digits only");
  const port = Number(text);
  if (port > MAX_PORT) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
