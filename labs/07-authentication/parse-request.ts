/**
 * Reading what a client asks for, in two steps: what needs no token, and what comes with one. The
 * second is looked at only when the token is good: a stranger is not even told what was wrong with
 * his words.
 */

import { invalid, type Result, valid } from "../../shared/config/result.ts";
import type { Command, Credentials } from "./messages.ts";
import { type Fields, parseFields, textIn } from "./parse-fields.ts";

/** A line, as far as it can be read before its token is checked. */
export type FirstLook = Credentials | { type: "order"; token: string; fields: Fields };

/** Reads a line without believing more than its form. A missing token is an empty one. */
export function parseRequest(line: string): Result<FirstLook> {
  const fields = parseFields(line);
  if (fields === undefined) return invalid("a request is a JSON object on one line");
  const type = textIn(fields, "type");
  if (type !== "register" && type !== "log-in") {
    return valid({ type: "order", token: textIn(fields, "token") ?? "", fields });
  }
  const name = textIn(fields, "name");
  const password = textIn(fields, "password");
  if (name === undefined || password === undefined) {
    return invalid(`${type} needs a name and a password, both as texts`);
  }
  return valid({ type, name, password });
}

/** Reads what somebody wants who is logged in. */
export function parseCommand(fields: Fields): Result<Command> {
  const type = textIn(fields, "type");
  if (type === "log-out") return valid({ type });
  if (type !== "say") return invalid("the types are register, log-in, say and log-out");
  const text = textIn(fields, "text");
  return text === undefined ? invalid("say needs a text") : valid({ type, text });
}
