/** What runs a source file: the program that its first line names, or else the end of its own name. */
import { closeSync, openSync, readSync } from "node:fs";
import { basename, extname } from "node:path";

/** By the end of the file's name. The grader compiles TypeScript itself. */
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

/** Other names that people start their programs with. */
const OTHER_INTERPRETERS = ["nodejs", "sh", "zsh", "tsx", "ts-node"];

const NAMES = new Set([...INTERPRETERS.values(), ...OTHER_INTERPRETERS].map(withoutVersion));

/** Linux reads no more of a script to find its interpreter (BINPRM_BUF_SIZE). */
const MAX_SHEBANG_BYTES = 256;

/** Whether a program is one whose first argument is a source file, if it is no flag: `python3.12`. */
export function isInterpreter(program: string): boolean {
  return NAMES.has(withoutVersion(program));
}

/** Whether a file of this name can only be a program's source, or what it was compiled to. */
export function isProgramFile(name: string): boolean {
  return INTERPRETERS.has(extname(name)) || /\.[mc]?ts$/.test(name);
}

/** What runs a file of this name; undefined for TypeScript, and where the name does not say. */
export function interpreterFor(name: string): string | undefined {
  return INTERPRETERS.get(extname(name));
}

/** What a script is started by, from its first line or the end of its name; undefined for other programs. */
export function interpreterOf(path: string): string | undefined {
  const words = shebangOf(path)?.trim().split(/\s+/) ?? [];
  const [program = "", argument] = words.map((word) => basename(word));
  const named = program === "env" ? argument : program;
  return named === undefined || named === "" ? interpreterFor(path) : named;
}

/** What stands behind `#!` in the first line; undefined where there is no such line. */
export function shebangOf(path: string): string | undefined {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(MAX_SHEBANG_BYTES);
    const text = bytes.toString("latin1", 0, readSync(file, bytes));
    return /^#!([^\n]*)/.exec(text)?.[1];
  } finally {
    closeSync(file);
  }
}

function withoutVersion(name: string): string {
  return name.replace(/[\d.]+$/, "");
}
