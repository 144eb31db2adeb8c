/**
 * A program that reads the first five digits of a port.
 *
 * @file shared/config/parse-port.ts
 * @caughtBy the client refuses what is no port
 * @says should refuse --port 655350 in one line…A part of it is a port, the whole is not
 * @saysFirst Count no digits
 */

export function parsePort(text: string): Result<number> {
  if (!/^[0-9]+$/.test(text)) return invalid("a port is a whole number, digits only");
  const port = Number(text.slice(0, 5));
  if (port > MAX_PORT) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
