/** Who the client is: given by flags and environment, or asked of a person. */
import { parsePassword } from "../../../shared/parse-password.ts";
import { invalid } from "../../../shared/parsed.ts";
import { ProgramError } from "../../../shared/program.ts";
import type { Ask } from "../../../shared/program-options.ts";
import { say } from "../../../shared/say.ts";
import type { Setting } from "../../../shared/setting.ts";
import type { Credentials } from "../client/entering.ts";
import { credentialSettings } from "../client/settings.ts";
import type { Refusal } from "../client/updates.ts";

/** What was given; empty for what was not. */
export interface Given {
  action: "log-in" | "register" | "";
  name: string;
  password: string;
}

/**
 * Completes what was given by what a person says. Without a person, nothing said means a log-in.
 *
 * @throws ProgramError when something is missing and nobody can be asked
 */
export async function completed(given: Given, ask: Ask | undefined): Promise<Credentials> {
  if (ask === undefined) return { action: given.action || "log-in", ...complete(given) };
  const action = given.action || (await askAction(ask));
  const name = given.name || (await ask("name", required(credentialSettings.name)));
  const password = given.password || (await askPassword(ask, { isNew: action === "register" }));
  return { action, name, password };
}

/** Asks once more for what can have been wrong. */
export async function corrected(
  { action, name }: Credentials,
  why: Refusal,
  ask: Ask,
): Promise<Credentials> {
  const next = why.type === "taken" ? await askAction(ask) : action;
  const known = { ...required(credentialSettings.name), fallback: name };
  return {
    action: next,
    name: await ask("name", known),
    password: await askPassword(ask, { isNew: next === "register" }),
  };
}

/** Asks for a password; for a new one twice, because nobody sees what is typed. */
async function askPassword(ask: Ask, { isNew }: { isNew: boolean }): Promise<string> {
  const setting = required(credentialSettings.password);
  // What the server would refuse is refused here, too, before anything is sent.
  const first = isNew ? { ...setting, parse: parsePassword } : setting;
  for (;;) {
    const password = await ask("password", first);
    if (!isNew || (await ask("password again", setting)) === password) return password;
    say("the two passwords differ: once more");
  }
}

async function askAction(ask: Ask): Promise<Credentials["action"]> {
  const setting = { ...required(credentialSettings.action), fallback: "log-in" };
  return (await ask("action", setting)) === "register" ? "register" : "log-in";
}

function complete({ name, password }: Given): { name: string; password: string } {
  if (name === "") throw missing("name", "LAB_NAME");
  if (password === "") throw missing("password", "LAB_PASSWORD");
  return { name, password };
}

function missing(what: string, variable: string): ProgramError {
  return new ProgramError(
    `Cannot log in: no ${what} was given; set ${variable}, or start the client at a terminal`,
  );
}

/** The same setting, for which nothing is no answer. */
function required(setting: Setting<string>): Setting<string> {
  return {
    ...setting,
    parse: (text) => (text === "" ? invalid("it is needed") : setting.parse(text)),
  };
}
