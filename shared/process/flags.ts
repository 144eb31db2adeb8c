/** The flags of a program: `idleMs` is `--idle-ms VALUE`, or the environment variable `LAB_IDLE_MS`. */
import { parseArgs } from "node:util";
import { ProgramError } from "./errors.ts";

export interface Flag {
  about: string;
  fallback: string;
  /** The least and the greatest whole number; any text when absent. */
  range?: readonly [number, number];
  /** True: it takes no value. */
  isSwitch?: boolean;
}

export type Flags = Readonly<Record<string, Flag>>;

/** Where a client connects to. */
export const clientFlags = {
  host: { about: "address or name", fallback: "127.0.0.1" },
  port: { about: "a number", fallback: "9090", range: [1, 65_535] },
} satisfies Flags;

/** Where a server listens, and the only folder below which it may keep files. */
export const serverFlags = {
  ...clientFlags,
  port: { about: "a number; 0 for any free one", fallback: "9090", range: [0, 65_535] },
  data: { about: "folder for the files that the server keeps", fallback: "data" },
} satisfies Flags;

/** The values of these flags. Lab 04 is about all that this leaves out. @throws ProgramError on a wrong one */
export function readFlags<All extends Flags>(use: string, flags: All) {
  const given = parseFlags(use, flags);
  const values = Object.entries<Flag>(flags).map(([name, { fallback, range }]) => {
    const text = String(given[flagOf(name)] ?? (process.env[variableOf(name)] || fallback));
    const [least, greatest] = range ?? [0, 0];
    const isWhole = /^\d+$/.test(text) && Number(text) >= least && Number(text) <= greatest;
    if (range === undefined ? text !== "" : isWhole) return [name, range ? Number(text) : text];
    const reason = range ? `it is a whole number, ${least} to ${greatest}` : "it is empty";
    throw new ProgramError(`Cannot use "${text}" as the ${wordsOf(name)}: ${reason}; see --help`);
  });
  return Object.fromEntries(values) as {
    [Name in keyof All]: All[Name] extends { range: object } ? number : string;
  };
}

/** What stands on the command line, by the flags' names there. `--help` ends the program. */
export function parseFlags(
  use: string,
  flags: Flags,
): Record<string, string | boolean | undefined> {
  const options: Record<string, { type: "string" | "boolean" }> = { help: { type: "boolean" } };
  for (const [name, { isSwitch }] of Object.entries(flags))
    options[flagOf(name)] = { type: isSwitch === true ? "boolean" : "string" };
  try {
    const given = parseArgs({ options }).values;
    if (given.help !== true) return given;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/[.\n]/);
    throw new ProgramError(`Cannot read the flags: ${reason}; see --help`);
  }
  console.log(helpText(use, flags));
  return process.exit(0);
}

/** The `--help` text: one line for each flag. */
export function helpText(use: string, flags: Flags): string {
  const width = Math.max(12, ...Object.keys(flags).map((name) => flagOf(name).length));
  const lines = Object.entries(flags).map(([name, { about, fallback, isSwitch = false }]) => {
    const value = isSwitch ? "off" : fallback || "none";
    const variable = `${variableOf(name)}${isSwitch ? "=yes" : ""}`;
    return `  --${flagOf(name).padEnd(width)} ${about} (default: ${value}; or ${variable})`;
  });
  return [`Use: ${use} [flags]`, ...lines, `  --${"help".padEnd(width)} shows this`].join("\n");
}

export const wordsOf = (name: string) => name.replace(/[A-Z]/g, (one) => ` ${one.toLowerCase()}`);
export const flagOf = (name: string) => wordsOf(name).replaceAll(" ", "-");
export const variableOf = (name: string) =>
  `LAB_${wordsOf(name).replaceAll(" ", "_").toUpperCase()}`;
