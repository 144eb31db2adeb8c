/** How a program that is no TypeScript is started, for commands that we suggest. */
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, extname } from "node:path";

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

/** A command for the program of this name that a folder holds, such as `"node server.js"`; else an example. */
export function howToStart(name: string, folder: string): string {
  const file = readdirSync(folder).find(
    (each) => basename(each, extname(each)) === name && INTERPRETERS.has(extname(each)),
  );
  return file === undefined
    ? `"python3 ${name}.py"`
    : `"${INTERPRETERS.get(extname(file))} ${file}"`;
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
