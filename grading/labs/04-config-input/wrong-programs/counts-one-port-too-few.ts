/**
 * A program that counts one port too few.
 *
 * @file shared/config/parse-port.ts
 * @caughtBy small and large ports are ports, with zeros before them too
 * @says 65535 is the highest port, and a good one
 */

export function parsePort(text: string): Result<number> {
  if (!/^[0-9]+$/.test(text)) return invalid("a port is a whole number, digits only");
  const port = Number(text);
  if (port >= MAX_PORT) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
