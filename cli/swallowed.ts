/**
 * Flags that npm took for its own because they stood before `--`. What it makes of them:
 *
 *     npm run lab 01 --port=9091   ─▶  lab 01        and npm_config_port=9091
 *     npm run lab 01 --solution    ─▶  lab 01        and npm_config_solution=true
 *     npm run lab 01 --port 9091   ─▶  lab 01 9091   and npm_config_port=true
 *
 * The first two are accepted. In the third the value has become a word among others: the refusal
 * shows the right form. A flag that npm itself knows with a value (`--only`) leaves no trace at all;
 * npm warns of those.
 */
import { createRequire } from "node:module";
import { nearestNames } from "../course/labs.ts";
import type { FlagKinds } from "./arguments.ts";
import { quoteWord } from "./quote-word.ts";
import { Refusal } from "./refusal.ts";

const PREFIX = "npm_config_";

type Environment = Readonly<Record<string, string | undefined>>;

/** For the right form: the command without its flags, and the words in it that fit nowhere. */
export interface Written {
  command: string;
  leftOver: readonly string[];
}

/** Whether npm has taken anything that might be meant for a program: not only what it always sets. */
export function hasSwallowed(environment: Environment): boolean {
  return namesIn(environment).some((name) => !ALWAYS_SET.has(name));
}

/**
 * The flags that npm swallowed, as they should have stood behind `--`.
 *
 * @param names the flags to look for, and what follows each
 * @throws Refusal with the right form when a value is lost among the words, or a name is mistyped
 */
export function swallowedFlags(
  environment: Environment,
  names: FlagKinds,
  { command, leftOver }: Written,
): string[] {
  const taken: string[] = [];
  const lost: string[] = [];
  for (const [name, kind] of Object.entries(names)) {
    const value = environment[`${PREFIX}${name.replaceAll("-", "_")}`];
    // npm leaves a flag empty that was denied, as in --no-solution or --solution=false.
    if (value === undefined || (value === "" && kind === "boolean")) continue;
    if (kind === "boolean") taken.push(`--${name}`);
    // A flag given twice holds both values, one a line.
    else if (["", "true"].includes(value) || value.includes("\n")) lost.push(`--${name}`);
    else taken.push(`--${name}`, value);
  }
  refuseMistyped(environment, names, command);
  if (lost.length === 0) return taken;
  const [word] = lost.length === 1 ? leftOver : [];
  const value = word === undefined ? "VALUE" : quoteWord(word);
  const flags = [...taken.map(quoteWord), ...lost.map((flag) => `${flag} ${value}`)].join(" ");
  throw new Refusal(
    `Cannot read ${lost.join(" and ")}: npm takes flags before -- for its own; write ${command} -- ${flags}`,
  );
}

/** `--brust=1` would be lost without a word: npm before 11 does not warn of names that it does not know. */
function refuseMistyped(environment: Environment, names: FlagKinds, command: string): void {
  const known = Object.keys(names);
  const foreign = namesIn(environment).filter(
    (name) => !known.includes(name) && !ALWAYS_SET.has(name),
  );
  const mistyped = foreign.filter((name) => nearestNames(name, known).length > 0);
  if (mistyped.length === 0) return;
  const npmsOwn = npmsOwnNames(environment);
  const name = mistyped.find((each) => npmsOwn !== undefined && !npmsOwn.has(each));
  if (name === undefined) return;
  const near = nearestNames(name, known).map((each) => `--${each}`);
  throw new Refusal(
    `Cannot use --${name}: there is no such flag; did you mean ${near.join(" or ")}? Flags stand behind --, as in ${command} -- ${near[0]}`,
  );
}

/** The names of all settings of npm; undefined when they cannot be found out. */
function npmsOwnNames({ npm_execpath: npm }: Environment): Set<string> | undefined {
  try {
    const load = createRequire(npm ?? "");
    const all: unknown = load("@npmcli/config/lib/definitions/definitions.js");
    const names = typeof all === "object" && all !== null ? Object.keys(all) : [];
    return names.length > 0 ? new Set(names) : undefined;
  } catch {
    return undefined;
  }
}

/** What npm hands to every script, with the settings of this project's `.npmrc`. */
const ALWAYS_SET = new Set([
  ...["audit", "cache", "fund", "global-prefix", "globalconfig", "ignore-scripts", "init-module"],
  ...["local-prefix", "loglevel", "node-gyp", "noproxy", "npm-version"],
  ...["omit-lockfile-registry-resolved", "prefix", "update-notifier", "user-agent", "userconfig"],
]);

/** `drop-after` of `npm_config_drop_after`. */
function namesIn(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length).replaceAll("_", "-"));
}
