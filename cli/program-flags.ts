/**
 * The flags of a lab's programs, as the programs themselves list them: each line of `--help` stands
 * for one setting (see shared/process/flags.ts), and a new setting is known here at once.
 */
import { execFile } from "node:child_process";
import type { FlagKinds } from "./arguments.ts";

/** `  --idle-ms  … (default: 1800000; or LAB_IDLE_MS)`; a switch ends in `LAB_TLS=yes`. */
const FLAG_LINE = /^ {2}--(?<name>[a-z][a-z-]*) .*; or LAB_[A-Z_]+(?<yes>=yes)?\)$/gm;

/** A program only prints its help; this is for a machine that is very busy. */
const HELP_DEADLINE_MS = 10_000;

/** The flags of all these programs. A program that cannot print its help adds none. */
export async function flagsOfPrograms(files: readonly string[]): Promise<FlagKinds> {
  const helps = await Promise.all(files.map(helpOf));
  return Object.assign({}, ...helps.map(flagsInHelp));
}

/** The flags that a help text lists. */
export function flagsInHelp(help: string): FlagKinds {
  const flags = [...help.matchAll(FLAG_LINE)].map(({ groups }) => {
    return [groups?.name ?? "", groups?.yes === undefined ? "string" : "boolean"] as const;
  });
  return Object.fromEntries(flags);
}

function helpOf(file: string): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: HELP_DEADLINE_MS };
    execFile(process.execPath, [file, "--help"], options, (_error, stdout) => resolve(stdout));
  });
}
