/** Reading the server's answer to an entry: a client believes a server no more than the other way round. */
import {
  countIn,
  type Fields,
  fieldsOf,
  parseJson,
  textIn,
} from "../../../shared/framing/parse-fields.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { Answer } from "./messages.ts";
import { type RawRecord, RECORD } from "./record-types.ts";

/** 32 bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;

/** Whether a record answers an entry, whatever is in it. */
export function isAnswer({ type }: RawRecord): boolean {
  return type >= RECORD.LOGIN_ACCEPTED && type <= RECORD.REFUSED;
}

/**
 * The answer in a record.
 *
 * @throws ProtocolError when it is none, or has another shape
 */
export function parseAnswer({ type, body }: RawRecord): Answer {
  const fields = fieldsOf(parseJson(body));
  const answer = fields === undefined ? undefined : answerIn(type, fields);
  if (answer === undefined) throw new ProtocolError("an answer cannot be understood");
  return answer;
}

function answerIn(type: number, fields: Fields): Answer | undefined {
  switch (type) {
    case RECORD.LOGIN_ACCEPTED:
      return acceptedIn(fields);
    case RECORD.INVALID_USERNAME_OR_PASSWORD:
      return { type: "wrong" };
    case RECORD.USER_IN_DATABASE:
      return { type: "taken" };
    case RECORD.SESSION_ENDED:
      return { type: "session-ended" };
    case RECORD.REFUSED:
      return refusalIn(fields);
    default:
      return undefined;
  }
}

function acceptedIn(fields: Fields): Answer | undefined {
  const name = textIn(fields, "name");
  const token = textIn(fields, "token");
  const last = countIn(fields, "last");
  if (name === undefined || token === undefined || last === undefined) return undefined;
  return TOKEN.test(token) ? { type: "accepted", name, token, last } : undefined;
}

function refusalIn(fields: Fields): Answer | undefined {
  const reason = textIn(fields, "reason");
  if (reason === undefined) return undefined;
  if (!Object.hasOwn(fields, "retryAfterMs")) return { type: "refused", reason };
  const retryAfterMs = countIn(fields, "retryAfterMs");
  return retryAfterMs === undefined ? undefined : { type: "refused", reason, retryAfterMs };
}
