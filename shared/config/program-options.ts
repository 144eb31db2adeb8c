/**
 * The flags of a program. Every server and client takes these, the same in all nine labs:
 *
 *     server [--host 127.0.0.1] [--port 9090] [--data DIR]
 *     client [--host 127.0.0.1] [--port 9090]
 *
 * A setting called `idleMs` is the flag `--idle-ms` and the environment variable `LAB_IDLE_MS`.
 */
import { parseArgs } from "node:util";
import { ProgramError } from "../process/program.ts";
import { parseHost } from "./parse-host.ts";
import { parsePort, parseServerPort } from "./parse-port.ts";
import { valid } from "./parsed.ts";
import { type Setting, settle } from "./setting.ts";

/** Where to listen. Port 0 lets the system choose a free one. */
const addressSettings = {
  host: {
    about: "address or name",
    parse: parseHost,
    fallback: "127.0.0.1",
    asked: true,
  },
  port: {
    about: "a number; 0 for any free one",
    parse: parsePort,
    fallback: "9090",
    asked: true,
  },
} satisfies Settings;

/** Where to connect to. */
export const clientSettings = {
  ...addressSettings,
  port: { ...addressSettings.port, about: "a number", parse: parseServerPort },
} satisfies Settings;

/** A server's settings: its address, and the only folder below which it may keep files. */
export const serverSettings = {
  ...addressSettings,
  data: {
    about: "folder for the files that the server keeps",
    parse: valid<string>,
    fallback: "data",
  },
} satisfies Settings;

/** Settings by name. */
export type Settings = Record<string, Setting<unknown>>;

/** The values of settings, by the same names. */
export type Values<All extends Settings> = {
  [Name in keyof All]: All[Name] extends Setting<infer Value> ? Value : never;
};

/**
 * Asks a person for one setting, again until the answer is valid, and returns the valid text.
 *
 * @param name as a person says it: "access word"
 * @param signal aborts the question when its answer is not wanted any more
 */
export type Ask = (
  name: string,
  setting: Setting<unknown>,
  signal?: AbortSignal,
) => Promise<string>;

/**
 * Reads a program's settings from its flags, the environment, a person (when `ask` is given) and the
 * fallbacks. With `--help` it prints the use and ends the program with status 0.
 *
 * @param use what stands before the flags in the help, such as "server" or "client"
 * @throws ProgramError on an unknown flag or a wrong value
 */
export async function readOptions<All extends Settings>(
  use: string,
  settings: All,
  ask?: Ask,
): Promise<Values<All>> {
  const flags = parseFlags(process.argv.slice(2), settings);
  if (flags.help === true) {
    console.log(helpText(use, settings));
    process.exit(0);
  }
  const values: Record<string, unknown> = {};
  for (const [name, setting] of givenFirst(settings, flags)) {
    const flag = flags[flagOf(name)];
    const isAsked = setting.asked === true && ask !== undefined;
    values[name] = await settle(wordsOf(name), setting, {
      flag: flag === true ? "yes" : typeof flag === "string" ? flag : undefined,
      environment: process.env[variableOf(name)],
      ask: isAsked ? () => ask(wordsOf(name), setting) : undefined,
    });
  }
  return values as Values<All>;
}

/** Nobody should answer three questions to hear then that a flag was wrong: what was given comes first. */
function givenFirst(settings: Settings, flags: Record<string, unknown>) {
  const isGiven = (name: string) =>
    flags[flagOf(name)] !== undefined || process.env[variableOf(name)];
  const entries = Object.entries(settings);
  return [
    ...entries.filter(([name]) => isGiven(name)),
    ...entries.filter(([name]) => !isGiven(name)),
  ];
}

function parseFlags(args: string[], settings: Settings) {
  const options: NonNullable<Parameters<typeof parseArgs>[0]>["options"] = {
    help: { type: "boolean" },
  };
  for (const [name, { isSwitch }] of Object.entries(settings)) {
    options[flagOf(name)] = { type: isSwitch === true ? "boolean" : "string" };
  }
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/[.\n]/);
    throw new ProgramError(`Cannot read the flags: ${reason}; see --help`);
  }
}

/** The `--help` text: one line a flag. */
export function helpText(use: string, settings: Settings): string {
  const width = Math.max(12, ...Object.keys(settings).map((name) => flagOf(name).length));
  const lines = Object.entries(settings).map(([name, setting]) => {
    const { about, isSwitch = false } = setting;
    const fallback = isSwitch ? "off" : setting.fallback || "none";
    const variable = `${variableOf(name)}${isSwitch ? "=yes" : ""}`;
    return `  --${flagOf(name).padEnd(width)} ${about} (default: ${fallback}; or ${variable})`;
  });
  return [`Use: ${use} [flags]`, ...lines, `  --${"help".padEnd(width)} shows this`].join("\n");
}

/** `idleMs` is the flag `idle-ms`. */
function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `idleMs` is "idle ms" in a sentence. */
function wordsOf(name: string): string {
  return flagOf(name).replaceAll("-", " ");
}

/** `idleMs` is the environment variable `LAB_IDLE_MS`. */
function variableOf(name: string): string {
  return `LAB_${flagOf(name).replaceAll("-", "_").toUpperCase()}`;
}
