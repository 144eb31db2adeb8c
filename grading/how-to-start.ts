/** How a program that is no TypeScript is started, for commands that we suggest. */
import { closeSync, openSync, readSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { entriesBelow } from "./where-else.ts";

const INTERPRETERS: ReadonlyMap<string, string> = new Map([
  [".py", "python3"],
  [".js", "node"],
  [".mjs", "node"],
  [".cjs", "node"],
  [".rb", "ruby"],
  [".pl", "perl"],
  [".php", "php"],
  [".lua", "lua"],
  [".sh", "bash"],
  [".jar", "java -jar"],
]);

/** No system reads a longer first line. */
const MAX_SHEBANG_BYTES = 256;

/** A command for the program of this name in a folder or below, such as `"node src/server.js"`; else an example. */
export function howToStart(name: string, folder: string): string {
  for (const { name: file, parentPath } of entriesBelow(folder).entries) {
    const interpreter = INTERPRETERS.get(extname(file));
    const path = join(relative(folder, parentPath), file);
    // In a command a blank or a quotation mark separates words.
    if (interpreter === undefined || /[\s'"]/.test(path)) continue;
    if (basename(file, extname(file)) === name) return `"${interpreter} ${path}"`;
  }
  return `"python3 ${name}.py"`;
}

/** What a script is started by, from its first line or the end of its name; undefined for other programs. */
export function interpreterOf(path: string): string | undefined {
  const words = shebangOf(path)?.trim().split(/\s+/) ?? [];
  const [program = "", argument] = words.map((word) => basename(word));
  const named = program === "env" ? argument : program;
  return named === undefined || named === "" ? INTERPRETERS.get(extname(path)) : named;
}

/** What stands behind `#!` in the first line; undefined where there is no such line. */
export function shebangOf(path: string): string | undefined {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(MAX_SHEBANG_BYTES);
    const text = bytes.toString("latin1", 0, readSync(file, bytes));
    return /^#!(.*?)\n/s.exec(text)?.[1];
  } finally {
    closeSync(file);
  }
}
