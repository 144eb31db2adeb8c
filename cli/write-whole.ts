/**
 * Writes a file whole or not at all: under another name first, which then takes the place of the old
 * file. A full disk or Ctrl-C in the middle leaves the old file as it was.
 */
import { lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** @throws the system's error, after which nothing new is left behind */
export function writeWhole(path: string, text: string): void {
  const present = lstatSync(path, { throwIfNoEntry: false });
  // A device, a pipe or a link is written through: `/dev/stdout` must stay what it is.
  if (present !== undefined && !present.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const aside = `${path}.new-${process.pid}`;
  try {
    writeFileSync(aside, text);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
