/**
 * A server that listens on a port of its own, whatever it is told: two of them cannot run at the same
 * time, and the checks that start servers would decide by chance which one of them gets the port.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where Linux says which ports it gives out when a program asks for any (ip(7)). */
const RANGE_FILE = "/proc/sys/net/ipv4/ip_local_port_range";

/** Source code is short, and there is little of it. */
const MAX_FILE_BYTES = 256 * 1024;
const MAX_FILES = 200;

/**
 * Whether a server that was told to take any port has taken one that is written into its source.
 *
 * @param sources files, and folders whose files count
 */
export function isFixedPort(port: number, sources: readonly string[]): boolean {
  if (!isGivenOut(port)) return true;
  const written = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  return sources.flatMap(filesOf).some((file) => written.test(textOf(file)));
}

/** Whether the system gives out this port; true where it does not say. */
function isGivenOut(port: number): boolean {
  const [first = 0, last = 65_535] = textOf(RANGE_FILE).split(/\s+/).filter(Boolean).map(Number);
  return port >= first && port <= last;
}

function filesOf(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile());
    return entries.slice(0, MAX_FILES).map(({ name }) => join(path, name));
  } catch {
    return [path]; // no folder
  }
}

function textOf(file: string): string {
  try {
    return statSync(file).size > MAX_FILE_BYTES ? "" : readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
