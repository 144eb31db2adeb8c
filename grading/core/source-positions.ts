/**
 * From places in compiled programs to places in their sources: what a program prints of its crash
 * should name the line that its author wrote.
 *
 * Node could do so itself (`--enable-source-maps`), but that costs every start about a fifth of its
 * time, and most programs never crash.
 */
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";

/**
 * A place as Node prints it: `file:///…/server.mjs:12:7`, `/…/server.mjs:12`. It begins where a path
 * begins and nowhere else: a program may print a path without end.
 */
const PLACE = /(?<![^\s():])(?:file:\/\/)?(\/[^\s():]+\.mjs):(\d+)(?::(\d+))?/g;

/** By the path of the compiled program; undefined where it has no map. */
const maps = new Map<string, SourceMap | undefined>();

/** The line with every place in a compiled program told as the place in its source. */
export function inTheSource(line: string): string {
  if (!line.includes(".mjs:")) return line;
  return line.replace(PLACE, (place, path: string, lineNumber: string, column = "1") => {
    const entry = mapOf(path)?.findEntry(Number(lineNumber) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry)) return place;
    const source = resolve(dirname(path), entry.originalSource);
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function mapOf(path: string): SourceMap | undefined {
  if (!maps.has(path)) maps.set(path, readMap(path));
  return maps.get(path);
}

function readMap(path: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${path}.map`, "utf8")));
  } catch {
    // A program's own file, not one that was compiled here.
    return undefined;
  }
}
