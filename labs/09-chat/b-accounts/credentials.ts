/** Who somebody is: given by flags and environment, or asked of a person. Where nobody can be asked, an error says what to do. */
import {
  askAction,
  askPassword,
  missing,
  parseAction,
  required,
} from "../../../shared/auth/ask-credentials.ts";
import { parsePassword } from "../../../shared/auth/parse-password.ts";
import type { Ask, Settings } from "../../../shared/config/program-options.ts";
import { valid } from "../../../shared/config/result.ts";
import { screenText } from "../../../shared/console/screen-text.ts";
import { ProgramError } from "../../../shared/process/errors.ts";
import type { Refusal } from "../protocol/messages.ts";
import type { Credentials } from "./login-flow.ts";

/** A password is better given in the environment: every user of the machine can see a program's flags. */
export const credentialSettings = {
  action: {
    about: "log-in, or register if you are new",
    parse: parseAction,
    fallback: "",
  },
  name: { about: "who you are", parse: valid<string>, fallback: "" },
  password: { about: "what only you know", parse: valid<string>, fallback: "", secret: true },
} satisfies Settings;

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

/** The failure for the person who has started the client. */
export function refusal(why: Refusal): ProgramError {
  const reason = screenText(reasonOf(why)).replaceAll("\n", "\\n");
  return new ProgramError(`Cannot log in: ${reason}; ${nextStep(why)}`);
}

/** A refusal as a sentence for a person. */
export function reasonOf(why: Refusal): string {
  switch (why.type) {
    case "wrong":
      return "wrong name or password";
    case "taken":
      return "that name is taken";
    case "refused":
      return why.reason;
  }
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

function nextStep(why: Refusal): string {
  switch (why.type) {
    case "wrong":
      return "check LAB_NAME and LAB_PASSWORD, or register with --action register";
    case "taken":
      return "choose another name, or log in with --action log-in";
    case "refused":
      return why.retryAfterMs === undefined
        ? "correct that and start again"
        : laterThan(why.retryAfterMs);
  }
}

function laterThan(retryAfterMs: number): string {
  return `try again in ${Math.ceil(retryAfterMs / 1000)} s`;
}
