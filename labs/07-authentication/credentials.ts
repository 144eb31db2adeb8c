/** Who the client is: given by flags and environment, or asked of a person. */
import { invalid, type Parsed, valid } from "../../shared/parsed.ts";
import { ProgramError } from "../../shared/program.ts";
import type { Ask } from "../../shared/program-options.ts";
import { say } from "../../shared/say.ts";
import type { Setting } from "../../shared/setting.ts";
import type { Credentials } from "./messages.ts";

/** Empty: not said. */
type Action = Credentials["type"] | "";

/** A password is better given in the environment: every user of the machine can see a program's flags. */
export const credentialSettings = {
  action: {
    about: "log-in, or register for the first visit",
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
  const type = given.action || (await askAction(ask));
  const name = given.name || (await ask("name", required(credentialSettings.name)));
  const password = given.password || (await askPassword(ask, { isNew: type === "register" }));
  return { type, name, password };
}

/** Asks for a password; for a new one twice, because nobody sees what is typed. */
export async function askPassword(ask: Ask, { isNew = false } = {}): Promise<string> {
  const setting = required(credentialSettings.password);
  for (;;) {
    const password = await ask("password", setting);
    if (!isNew || (await ask("password again", setting)) === password) return password;
    say("the two passwords differ: once more");
  }
}

async function askAction(ask: Ask): Promise<Credentials["type"]> {
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

/** Whether a name or a password is good, the server says. */
function parseText(text: string): Parsed<string> {
  return valid(text);
}

function parseAction(text: string): Parsed<Action> {
  if (text === "" || text === "log-in" || text === "register") return valid(text);
  return invalid("it is log-in or register");
}
