/** The settings of a program: from flags, the environment, a person, or what stands for them when nobody says anything. */
import {
  clientFlags,
  flagOf,
  parseFlags,
  serverFlags,
  variableOf,
  wordsOf,
} from "../process/flags.ts";
import { parseHost } from "./parse-host.ts";
import { parsePort, parseServerPort } from "./parse-port.ts";
import { valid } from "./result.ts";
import { type Setting, settle } from "./setting.ts";

/** Where to listen. Port 0 lets the system choose a free one. */
const addressSettings = {
  host: { ...serverFlags.host, parse: parseHost, asked: true },
  port: { ...serverFlags.port, parse: parsePort, asked: true },
} satisfies Settings;

/** Where to connect to. */
export const clientSettings = {
  ...addressSettings,
  port: { ...clientFlags.port, parse: parseServerPort, asked: true },
} satisfies Settings;

/** A server's settings: its address, and the only folder below which it may keep files. */
export const serverSettings = {
  ...addressSettings,
  data: { ...serverFlags.data, parse: valid<string> },
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
  const flags = parseFlags(use, settings);
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
