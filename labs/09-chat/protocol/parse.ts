/**
 * Reading what the other side says, out of its record. Both sides believe nothing: a message that does not
 * fit its schema ends the connection. A text that cannot be told does not: the member who sent it is
 * answered why.
 */

import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import {
  type Answer,
  answerSchema,
  type ChatEvent,
  eventSchema,
  type LoginRequest,
  loginRequestSchema,
  type Request,
  requestSchema,
} from "./messages.ts";
import { fitted, objectIn, parseJson, parseText } from "./schema.ts";
import { LOGIN_RECORDS, type RawRecord } from "./wire.ts";

/** Which message is in a record whose type says it: its JSON does not repeat it. */
const TYPES = new Map<number, string>(
  Object.entries(LOGIN_RECORDS).map(([type, record]) => [record, type]),
);

/** A request, or why it is refused; with its id, if it has one. */
export type ParsedRequest =
  | { ok: true; value: Request }
  | { ok: false; id?: string; reason: string };

/**
 * The login request in a record.
 *
 * @throws ProtocolError when it is none
 */
export function parseLoginRequest(record: RawRecord): LoginRequest {
  const request = fitted(loginRequestSchema, withType(record));
  if (request === undefined)
    throw new PermanentProtocolError("an attempt to log in cannot be understood");
  return request;
}

/**
 * The request in the body of a CLIENT_TO_SERVER.
 *
 * @throws ProtocolError when it has another shape
 */
export function parseRequest(body: Uint8Array): ParsedRequest {
  const request = fitted(requestSchema, parseJson(body));
  if (request === undefined) throw new PermanentProtocolError("a request cannot be understood");
  return "text" in request ? withText(request) : { ok: true, value: request };
}

/**
 * The answer in a record.
 *
 * @throws ProtocolError when it is none, or has another shape
 */
export function parseAnswer(record: RawRecord): Answer {
  const answer = fitted(answerSchema, withType(record));
  if (answer === undefined) throw new ProtocolError("an answer cannot be understood");
  return answer;
}

/**
 * The events in the body of a SERVER_TO_CLIENT.
 *
 * @throws ProtocolError when it is no list, or one of them has another shape
 */
export function parseEvents(body: Uint8Array): ChatEvent[] {
  const values = parseJson(body);
  if (!Array.isArray(values)) throw new ProtocolError("a list of events cannot be understood");
  return values.map((value) => {
    const event = fitted(eventSchema, value);
    if (event === undefined) throw new ProtocolError("an event cannot be understood");
    return event;
  });
}

/** The object in a record, with the type that the record has; undefined when it holds none. */
function withType({ type, body }: RawRecord): object | undefined {
  const fields = objectIn(parseJson(body));
  return fields && { ...fields, type: TYPES.get(type) };
}

/** The request with its text as it will be told; or why that is not told. */
function withText(request: Extract<Request, { text: string }>): ParsedRequest {
  const text = parseText(request.text);
  if (text.ok) return { ok: true, value: { ...request, text: text.value } };
  const refused = { ok: false, reason: text.reason } as const;
  return "id" in request ? { ...refused, id: request.id } : refused;
}
