/**
 * A program that trims what a person typed.
 *
 * @file shared/config/parse-port.ts
 * @caughtBy the client refuses what is no port
 * @says take blanks away
 */

export function parsePort(text: string): Result<number> {
  if (!/^[0-9]+$/.test(text.trim())) return invalid("a port is a whole number, digits only");
  const port = Number(text);
  if (port > MAX_PORT) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
