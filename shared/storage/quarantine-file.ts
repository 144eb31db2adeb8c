/** What cannot be used of a file is not thrown away: it may be somebody's only copy. */
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { PRIVATE_MODE } from "./replace-file.ts";

/**
 * Writes these bytes into a new file beside this one, such as `names.csv.torn-2026-11-22T01-02-03.456Z`,
 * and returns its name. Returns when they are on disk.
 *
 * @param why one word for the name
 */
export async function quarantine(path: string, why: string, bytes: Uint8Array): Promise<string> {
  const time = new Date().toISOString().replaceAll(":", "-");
  const copy = `${path}.${why}-${time}`;
  await writeFile(copy, bytes, { flag: "wx", mode: PRIVATE_MODE, flush: true });
  return basename(copy);
}
