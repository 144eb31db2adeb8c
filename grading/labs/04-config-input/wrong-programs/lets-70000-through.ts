/**
 * A program that lets 70000 through.
 *
 * @file shared/config/parse-port.ts
 * @caughtBy the server refuses what is no port
 * @says 16 bits: 65535 is the highest
 */

export function parsePort(text: string): Result<number> {
  if (!/^[0-9]+$/.test(text)) return invalid("a port is a whole number, digits only");
  const port = Number(text);
  if (port > 99_999) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
