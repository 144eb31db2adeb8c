/** What is wrong with an entry, before anybody is asked: the same rules as the server's. */
import { parseName } from "../../../../shared/auth/parse-name.ts";
import { parsePassword } from "../../../../shared/auth/parse-password.ts";

/** What was typed into the form. */
export interface Typed {
  action: "log-in" | "register";
  name: string;
  password: string;
  /** The password, once more; only looked at to register. */
  again: string;
}

/** A sentence for each field that is wrong. */
export type Problems = Partial<Record<"name" | "password" | "again", string>>;

/** No password is longer (shared/auth/parse-password.ts), and what is much longer fits into no record. */
const MAX_CHARACTERS = 256;

/** The problems of an entry, by field; none when it may be sent. */
export function problemsOf({ action, name, password, again }: Typed): Problems {
  const problems: Problems = {};
  const named = problemOfName(name);
  if (named !== undefined) problems.name = named;
  if (password === "") problems.password = "Type your password.";
  else if ([...password].length > MAX_CHARACTERS) problems.password = "This password is too long.";
  else if (action === "register") addProblemsOfNew(password, again, problems);
  return problems;
}

function problemOfName(name: string): string | undefined {
  if (name.trim() === "") return "Type your name.";
  const parsed = parseName(name);
  return parsed.ok ? undefined : `This name cannot be used: ${parsed.reason}.`;
}

function addProblemsOfNew(password: string, again: string, problems: Problems): void {
  const parsed = parsePassword(password);
  if (!parsed.ok) problems.password = `This password cannot be used: ${parsed.reason}.`;
  else if (again === "") problems.again = "Repeat the password.";
  else if (again !== password) problems.again = "The two passwords are not the same.";
}
