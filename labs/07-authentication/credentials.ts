/** Who the client is: given by flags and environment, or asked of a person. */
import {
  askAction,
  askPassword,
  missing,
  parseAction,
  required,
} from "../../shared/auth/ask-credentials.ts";
import type { Ask } from "../../shared/config/program-options.ts";
import { type Result, valid } from "../../shared/config/result.ts";
import type { Setting } from "../../shared/config/setting.ts";
import type { Credentials } from "./messages.ts";

/** Empty: not said. */
type Action = Credentials["type"] | "";

/** A password is better given in the environment: every user of the machine can see a program's flags. */
export const credentialSettings = {
  action: {
    about: "log-in, or register if you are new",
    parse: parseAction,
    fallback: "",
  },
  name: { about: "who you are", parse: parseText, fallback: "" },
  password: { about: "what only you know", parse: parseText, fallback: "", secret: true },
} satisfies Record<string, Setting<string>>;

/** What was given; empty for what was not. */
export interface Given {
  action: Action;
  name: string;
  password: string;
}

/**
 * Completes what was given by what a person says. Without a person, nothing said means a log-in.
 *
 * @throws ProgramError when something is missing and nobody can be asked
 */
export async function completed(given: Given, ask: Ask | undefined): Promise<Credentials> {
  if (ask === undefined) return { type: given.action || "log-in", ...complete(given) };
  const type = given.action || (await askAction(ask, credentialSettings.action));
  const name = given.name || (await ask("name", required(credentialSettings.name)));
  const password =
    given.password ||
    (await askPassword(ask, credentialSettings.password, { isNew: type === "register" }));
  return { type, name, password };
}

function complete({ name, password }: Given): { name: string; password: string } {
  if (name === "") throw missing("name", "LAB_NAME");
  if (password === "") throw missing("password", "LAB_PASSWORD");
  return { name, password };
}

/** Whether a name or a password is good, the server says. */
function parseText(text: string): Result<string> {
  return valid(text);
}
