/**
 * A program that compares a port as text.
 *
 * @file shared/config/parse-port.ts
 * @caughtBy small and large ports are ports, with zeros before them too
 * @says As text, 9 comes behind 65535
 */

export function parsePort(text: string): Result<number> {
  if (!/^[0-9]+$/.test(text)) return invalid("a port is a whole number, digits only");
  const port = Number(text);
  if (text > String(MAX_PORT)) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}
