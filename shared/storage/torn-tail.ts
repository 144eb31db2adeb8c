/**
 * What a crash leaves of a file of lines: a process that is killed, or a machine that loses its power,
 * in the middle of a write leaves the beginning of what it wrote.
 *
 *     address,name ⏎ 127.0.0.2,Ada ⏎ 127.0.0.3,Gra
 *     └──────────── whole ────────────┘└── torn ──┘
 *
 * Nobody was told that a torn line is stored, since that is said only when all of it is on disk. Left
 * where it is, the next line would be written right behind it, and both would be lost.
 */
import { basename } from "node:path";
import { quarantine } from "./quarantine-file.ts";

const LINE_END = 0x0a;

/** Whether the last line has no end. */
export function isTorn(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes.at(-1) !== LINE_END;
}

/**
 * Takes the last line off, which was torn: keeps it in a file beside this one, and reports that.
 * Returns the lines that are whole; there may be none. It looks at bytes, because the tear may go
 * through a letter.
 *
 * @param path the file that these bytes are from
 *
 * @exercise 06.6 Keep what follows the last line end aside, report it, and return what is before.
 */
export async function cutTornTail(
  path: string,
  bytes: Buffer,
  report: (what: string) => void,
): Promise<Buffer> {
  const end = bytes.lastIndexOf(LINE_END) + 1;
  const copy = await quarantine(path, "torn", bytes.subarray(end));
  report(
    `the last line of ${basename(path)} has no line end and may be torn: moved to ${copy}; if it is whole, put it back with a line end`,
  );
  return bytes.subarray(0, end);
}
