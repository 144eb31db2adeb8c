/** Reading how a client shows who it is: shapes only. What a name and a password may be, the accounts know. */
import {
  countIn,
  type Fields,
  fieldsOf,
  parseJson,
  textIn,
} from "../../../shared/framing/parse-fields.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import type { LoginRequest } from "./messages.ts";
import { type RawRecord, RECORD } from "./record-types.ts";

/**
 * The entry in a record.
 *
 * @throws ProtocolError when it is none
 */
export function parseEntry({ type, body }: RawRecord): LoginRequest {
  const fields = fieldsOf(parseJson(body));
  const entry = fields === undefined ? undefined : entryIn(type, fields);
  if (entry === undefined)
    throw new PermanentProtocolError("an attempt to log in cannot be understood");
  return entry;
}

function entryIn(type: number, fields: Fields): LoginRequest | undefined {
  switch (type) {
    case RECORD.LOGIN_ATTEMPTING:
      return logInIn(fields);
    case RECORD.REGISTER_CLIENT_: {
      const credentials = credentialsIn(fields);
      return credentials && { type: "register", ...credentials };
    }
    case RECORD.RESUME_SESSION: {
      const token = textIn(fields, "token");
      const after = countIn(fields, "after");
      if (token === undefined || after === undefined) return undefined;
      return { type: "resume", token, after };
    }
    default:
      return undefined;
  }
}

function logInIn(fields: Fields): LoginRequest | undefined {
  const credentials = credentialsIn(fields);
  if (credentials === undefined) return undefined;
  if (!Object.hasOwn(fields, "after")) return { type: "log-in", ...credentials };
  const after = countIn(fields, "after");
  return after === undefined ? undefined : { type: "log-in", ...credentials, after };
}

function credentialsIn(fields: Fields): { name: string; password: string } | undefined {
  const name = textIn(fields, "name");
  const password = textIn(fields, "password");
  return name === undefined || password === undefined ? undefined : { name, password };
}
