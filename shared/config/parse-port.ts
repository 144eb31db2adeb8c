/** Reading a port number that a person typed. */
import { invalid, type Result, valid } from "./result.ts";

/** The largest number that fits the 16 bits of a port (RFC 9293 section 3.1). */
export const MAX_PORT = 65_535;

/**
 * Reads a port: decimal digits only, 0 to 65535. `Number()` would take "", "0x50", "1e3" and " 80 "
 * for numbers, and `parseInt` would read "80abc" as 80.
 *
 * @exercise 04.1 Accept 0 to 65535 written in decimal digits; refuse everything else with a reason that helps.
 */
export function parsePort(text: string): Result<number> {
  if (!/^[0-9]+$/.test(text)) return invalid("a port is a whole number, digits only");
  const port = Number(text);
  if (port > MAX_PORT) return invalid(`the highest port is ${MAX_PORT}`);
  return valid(port);
}

/** Reads a port to connect to: as {@link parsePort}, but 0, which no server can be reached at. */
export function parseServerPort(text: string): Result<number> {
  const parsed = parsePort(text);
  if (!parsed.ok || parsed.value > 0) return parsed;
  return invalid("port 0 is for servers, which take any free port with it");
}
