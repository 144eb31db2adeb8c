/** How a program that is no TypeScript is started, for commands that we suggest. */
import { basename, extname, join, relative } from "node:path";
import { interpreterFor } from "./core/interpreters.ts";
import { entriesBelow } from "./where-else.ts";

/** A command for the program of this name in a folder or below, such as `"node src/server.js"`; else an example. */
export function howToStart(name: string, folder: string): string {
  for (const { name: file, parentPath } of entriesBelow(folder).entries) {
    const interpreter = interpreterFor(file);
    const path = join(relative(folder, parentPath), file);
    // In a command a blank or a quotation mark separates words.
    if (interpreter === undefined || /[\s'"]/.test(path)) continue;
    if (basename(file, extname(file)) === name) return `"${interpreter} ${path}"`;
  }
  return `"python3 ${name}.py"`;
}
