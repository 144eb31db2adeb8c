/** Who the client is: given by flags and environment, or asked of a person. */
import { askAction, askPassword, missing, required } from "../../../shared/auth/ask-credentials.ts";
import { parsePassword } from "../../../shared/auth/parse-password.ts";
import type { Ask } from "../../../shared/config/program-options.ts";
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
  const action = given.action || (await askAction(ask, credentialSettings.action));
  const name = given.name || (await ask("name", required(credentialSettings.name)));
  const password = given.password || (await passwordOf(ask, action));
  return { action, name, password };
}

/**
 * Asks once more for what can have been wrong. Also whether to register: a wrong password and an unknown
 * name get the same answer.
 */
export async function corrected(
  { action, name }: Credentials,
  why: Refusal,
  ask: Ask,
): Promise<Credentials> {
  const isAsked = why.type === "taken" || why.type === "wrong";
  const next = isAsked ? await askAction(ask, credentialSettings.action) : action;
  const known = { ...required(credentialSettings.name), fallback: name };
  return {
    action: next,
    name: await ask("name", known),
    password: await passwordOf(ask, next),
  };
}

/** What the server would refuse of a new password is refused here, too, before anything is sent. */
function passwordOf(ask: Ask, action: Credentials["action"]): Promise<string> {
  const isNew = action === "register";
  return askPassword(ask, credentialSettings.password, { isNew, parseNew: parsePassword });
}

function complete({ name, password }: Given): { name: string; password: string } {
  if (name === "") throw missing("name", "LAB_NAME");
  if (password === "") throw missing("password", "LAB_PASSWORD");
  return { name, password };
}
