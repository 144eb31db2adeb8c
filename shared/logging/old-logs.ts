/**
 * The files that a log has filled: `server.log.1` is the oldest, the highest number the newest. Each
 * keeps its name for ever, so that whoever copies them away never finds one under two names.
 */
import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";

/** The full files beside the log at this path, oldest first. */
export function oldLogs(path: string): string[] {
  return numbersOf(path).map((number) => `${path}.${number}`);
}

/** The name for the next full file: a number that none has yet. */
export function nextOldLog(path: string): string {
  return `${path}.${(numbersOf(path).at(-1) ?? 0) + 1}`;
}

function numbersOf(path: string): number[] {
  const start = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((digits) => /^[1-9]\d*$/.test(digits))
    .map(Number)
    .sort((one, other) => one - other);
}
