/**
 * What a program finds in its working directory: all that was handed in. It may change the data there,
 * and the next start finds them as they were. Programs are links: Node and Python look for what a
 * program imports beside the file that the link leads to.
 */
import { copyFileSync, mkdirSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { isProgramFile } from "./interpreters.ts";

/** One entry of a working directory. */
export interface Placement {
  kind: "folder" | "link" | "copy";
  /** Where it comes from. */
  source: string;
  /** Where it goes, relative to the working directory. */
  path: string;
}

/** A file that is larger is not copied for each start. */
const MAX_COPY_BYTES = 1024 * 1024;

/** What of this folder goes where. A folder with programs in it is a part of the program, and one link. */
export function layoutOf(folder: string, path = ""): Placement[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const place = { source: join(folder, path, entry.name), path: join(path, entry.name) };
    const inside = entry.isDirectory() ? layoutOf(folder, place.path) : [];
    const isLink = entry.isDirectory()
      ? inside.some(({ kind }) => kind === "link")
      : !isData(place.source, entry.name);
    if (isLink) return [{ ...place, kind: "link" } as const];
    const kind = entry.isDirectory() ? "folder" : "copy";
    return [{ ...place, kind } as const, ...inside];
  });
}

/** Makes it so in a new working directory. */
export function layOut(layout: readonly Placement[], folder: string): void {
  for (const { kind, source, path } of layout) {
    const target = join(folder, path);
    if (kind === "folder") mkdirSync(target);
    else if (kind === "link") symlinkSync(source, target);
    else copyFileSync(source, target);
  }
}

/** Not what can be run: the system refuses to start a file while another process still has it open to write. */
function isData(path: string, name: string): boolean {
  if (isProgramFile(name) || name.endsWith(".map")) return false;
  const { size, mode } = statSync(path);
  return size <= MAX_COPY_BYTES && (mode & 0o111) === 0;
}
