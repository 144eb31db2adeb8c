/**
 * What the two sides say to each other, once it is out of its record: unions on `type`. Each message is a
 * schema, and its type is inferred from it.
 *
 * Both sides believe nothing that they read: a message that does not fit its schema ends the connection. A
 * text that cannot be told does not: the member who sent it is answered why.
 */
import * as v from "valibot";
import { visibleText } from "../../../shared/console/visible-text.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { count, fitted, messageId, objectIn, parseJson, parseText, time } from "./schema.ts";
import { LOGIN_RECORDS, type RawRecord } from "./wire.ts";

/** What can be seen of a text: another server may let through what ours does not. */
const shownText = v.pipe(v.string(), v.transform(visibleText));

const credentials = { name: v.string(), password: v.string() };

/**
 * How a client shows who it is: the records LOGIN_ATTEMPTING, REGISTER_CLIENT_ and RESUME_SESSION. What a
 * name and a password may be, the accounts know.
 */
const loginRequestSchema = v.variant("type", [
  v.object({ type: v.literal("log-in"), ...credentials, after: v.exactOptional(count) }),
  v.object({ type: v.literal("register"), ...credentials }),
  v.object({ type: v.literal("resume"), token: v.string(), after: count }),
]);
export type LoginRequest = v.InferOutput<typeof loginRequestSchema>;

const said = { id: messageId, text: v.string() };

/** A field that counts as missing: it is, or it holds no number. */
const noCount = v.exactOptional(v.custom<unknown>((value) => !v.is(count, value)));

/** What a client asks for once it is in: CLIENT_TO_SERVER. */
const requestSchema = v.variant("type", [
  v.object({ type: v.literal("say"), ...said }),
  v.object({ type: v.literal("private"), to: v.string(), ...said }),
  v.pipe(
    v.object({ type: v.literal("history"), before: count, after: noCount }),
    v.transform(({ type, before }) => ({ type, before })),
  ),
  v.pipe(
    v.object({ type: v.literal("history"), after: count, before: noCount }),
    v.transform(({ type, after }) => ({ type, after })),
  ),
  v.object({ type: v.literal("search"), text: v.string(), before: v.exactOptional(count) }),
  v.object({ type: v.literal("log-out") }),
]);
export type Request = v.InferOutput<typeof requestSchema>;

/** The one answer to a login request: the records from LOGIN_ACCEPTED to REFUSED. */
const answerSchema = v.variant("type", [
  v.object({
    type: v.literal("accepted"),
    name: v.string(),
    /** 32 bytes in base64url. */
    token: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
    last: count,
  }),
  v.object({ type: v.literal("wrong") }),
  v.object({ type: v.literal("taken") }),
  v.object({ type: v.literal("session-ended") }),
  v.object({
    type: v.literal("refused"),
    reason: v.string(),
    retryAfterMs: v.exactOptional(count),
  }),
]);
export type Answer = v.InferOutput<typeof answerSchema>;

/** Why somebody is not in the room. */
export type Refusal = Extract<Answer, { type: "wrong" | "taken" | "refused" }>;

/** A message of the room, as it is kept and as it is told. */
const message = {
  /** Only grows; the order of all messages. */
  number: count,
  /** When the server has accepted it. */
  time,
  from: v.string(),
  text: shownText,
};
const messageSchema = v.object(message);
export type Message = v.InferOutput<typeof messageSchema>;

/** What happens in the room: SERVER_TO_CLIENT carries a list of these. */
const eventSchema = v.variant("type", [
  v.object({ type: v.literal("message"), ...message }),
  v.object({
    type: v.literal("private"),
    to: v.string(),
    time,
    from: v.string(),
    text: shownText,
  }),
  v.object({ type: v.literal("accepted"), id: v.string(), number: v.exactOptional(count) }),
  v.object({ type: v.literal("refused"), id: v.exactOptional(v.string()), reason: shownText }),
  v.object({ type: v.literal("here"), name: v.string() }),
  v.object({ type: v.literal("joined"), name: v.string() }),
  v.object({ type: v.literal("left"), name: v.string() }),
  v.object({ type: v.literal("past"), ...message }),
  v.object({ type: v.literal("page"), more: v.boolean() }),
  v.object({ type: v.literal("notice"), text: shownText }),
]);
export type ChatEvent = v.InferOutput<typeof eventSchema>;

/** The close reason of a side: CLOSE. */
export const closingSchema = v.object({
  /** For people. */
  reason: v.exactOptional(v.string()),
  /** False: do not come back by yourself. */
  again: v.exactOptional(v.boolean()),
});
export type Closing = v.InferOutput<typeof closingSchema>;

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
