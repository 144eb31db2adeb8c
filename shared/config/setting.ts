/** Where a setting's value comes from, and who wins when there are several. */

import { ProgramError } from "../process/errors.ts";
import type { Flag } from "../process/flags.ts";
import { invalid, type Result, valid } from "./result.ts";

/** One thing that a person can set. */
export interface Setting<Value> extends Flag {
  /** Reads what was said, in place of a {@link Flag.range}. */
  parse: (text: string) => Result<Value>;
  /** True: asked for in a terminal, by programs that ask (lab 04 on). */
  asked?: boolean;
  /** True: never shown while it is typed. */
  secret?: boolean;
  /** True: whatever was typed before the question was shown is no answer to it. */
  isFresh?: boolean;
}

/** A setting that is on or off: `--tls` turns it on, `LAB_TLS=yes` does as well. */
export function yesOrNo(about: string): Setting<boolean> {
  return { about, parse: parseYesOrNo, fallback: "no", isSwitch: true };
}

/** What was said about one setting. */
export interface Said {
  /** The flag's text; undefined when it was not given. */
  flag: string | undefined;
  /** The environment variable's text; empty counts as not given. */
  environment: string | undefined;
  /** Asks a person, who may answer again until the answer is valid; undefined when nobody can be asked. */
  ask: (() => Promise<string>) | undefined;
}

/**
 * Settles a value: the flag wins over the environment, which wins over a person's answer, which
 * wins over the fallback. The first that was given counts, even if it is wrong: to go on with the
 * next one would hide the mistake.
 *
 * @throws ProgramError when the text that counts is not valid
 */
export async function settle<Value>(
  name: string,
  setting: Setting<Value>,
  said: Said,
): Promise<Value> {
  const text = said.flag ?? (await textWithoutFlag(said, setting.fallback));
  const parsed = setting.parse(text);
  if (parsed.ok) return parsed.value;
  const shown = setting.secret === true ? "what was given" : JSON.stringify(text);
  throw new ProgramError(`Cannot use ${shown} as the ${name}: ${parsed.reason}; see --help`);
}

/**
 * What counts when there is no flag. A variable that is set to nothing counts as not set: `LAB_PORT=`
 * is how a person takes it away for one command.
 *
 * @exercise 04.3 Take the environment's text unless it is empty, else a person's answer if one can be asked, else the fallback.
 */
async function textWithoutFlag({ environment, ask }: Said, fallback: string): Promise<string> {
  if (environment !== undefined && environment !== "") return environment;
  if (ask !== undefined) return await ask();
  return fallback;
}

function parseYesOrNo(text: string): Result<boolean> {
  if (text !== "yes" && text !== "no") return invalid("it is yes or no");
  return valid(text === "yes");
}
