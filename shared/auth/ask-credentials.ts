/** How a person is asked who she is: whether she is new, and for a password that nobody sees. */

import type { Ask } from "../config/program-options.ts";
import { invalid, type Result, valid } from "../config/result.ts";
import type { Setting } from "../config/setting.ts";
import { ProgramError } from "../process/errors.ts";
import { printStatus } from "../process/print-status.ts";

export type Action = "log-in" | "register";

/** Reads what somebody wants to do, as people type it: `R`, `reg`, `Register`, `log in`. Empty: not said. */
export function parseAction(text: string): Result<Action | ""> {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/^log ?in$/, "log-in");
  if (typed === "") return valid("");
  const actions = (["log-in", "register"] as const).filter((action) => action.startsWith(typed));
  const [action] = actions;
  return action === undefined ? invalid("it is log-in or register") : valid(action);
}

/** Asks whether to log in or to register; Enter alone means the fallback. */
export async function askAction(
  ask: Ask,
  setting: Setting<string>,
  fallback: Action = "log-in",
): Promise<Action> {
  const answer = parseAction(await ask("action", { ...required(setting), fallback }));
  return answer.ok && answer.value === "register" ? "register" : "log-in";
}

/**
 * Asks for a password; for a new one twice, because nobody sees what is typed.
 *
 * @param parseNew what a new one must be; anything at all when it is not given
 */
export async function askPassword(
  ask: Ask,
  setting: Setting<string>,
  { isNew = false, parseNew }: { isNew?: boolean; parseNew?: Setting<string>["parse"] } = {},
): Promise<string> {
  const again = required(setting);
  const first = isNew && parseNew !== undefined ? { ...again, parse: parseNew } : again;
  for (;;) {
    const password = await ask("password", first);
    if (!isNew || (await ask("password again", again)) === password) return password;
    printStatus("the two passwords differ: once more");
  }
}

/** The same setting, for which nothing is no answer. */
export function required(setting: Setting<string>): Setting<string> {
  return {
    ...setting,
    parse: (text) => (text === "" ? invalid("it is needed") : setting.parse(text)),
  };
}

/** Why nobody can log in: this was not given, and nobody is there to be asked. */
export function missing(what: string, variable: string): ProgramError {
  return new ProgramError(
    `Cannot log in: no ${what} was given; set ${variable}, or start the client at a terminal`,
  );
}
