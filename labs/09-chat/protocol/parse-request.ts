/**
 * Reading what a member asks for. Two things can be wrong with it: the shape, which ends the
 * connection, and a text that cannot be told, which the member is answered.
 */
import {
  countIn,
  type Fields,
  fieldsOf,
  parseJson,
  textIn,
} from "../../../shared/framing/parse-fields.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import type { Request } from "./messages.ts";
import { parseText } from "./parse-text.ts";

/** A request, or why it is refused; with its id, if it has one. */
export type ParsedRequest =
  | { ok: true; value: Request }
  | { ok: false; id?: string; reason: string };

/** Chosen by the client; short enough to be kept for each message. */
const ID = /^[A-Za-z0-9_-]{1,32}$/;

/** Whether a text can be the id of a message. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/**
 * The request in the body of a CLIENT_TO_SERVER.
 *
 * @throws ProtocolError when it has another shape
 */
export function parseRequest(body: Uint8Array): ParsedRequest {
  const fields = fieldsOf(parseJson(body));
  const request = fields === undefined ? undefined : requestIn(fields);
  if (request === undefined) throw new PermanentProtocolError("a request cannot be understood");
  return "text" in request ? withText(request) : { ok: true, value: request };
}

function requestIn(fields: Fields): Request | undefined {
  const type = textIn(fields, "type");
  switch (type) {
    case "say": {
      const message = messageIn(fields);
      return message && { type, ...message };
    }
    case "private": {
      const message = messageIn(fields);
      const to = textIn(fields, "to");
      return message && to !== undefined ? { type, to, ...message } : undefined;
    }
    case "history":
      return historyIn(fields);
    case "search":
      return searchIn(fields);
    case "log-out":
      return { type };
    default:
      return undefined;
  }
}

function messageIn(fields: Fields): { id: string; text: string } | undefined {
  const id = textIn(fields, "id");
  const text = textIn(fields, "text");
  return id !== undefined && isId(id) && text !== undefined ? { id, text } : undefined;
}

function historyIn(fields: Fields): Request | undefined {
  const before = countIn(fields, "before");
  const after = countIn(fields, "after");
  if (before !== undefined && after !== undefined) return undefined;
  if (before !== undefined) return { type: "history", before };
  return after === undefined ? undefined : { type: "history", after };
}

function searchIn(fields: Fields): Request | undefined {
  const text = textIn(fields, "text");
  if (text === undefined) return undefined;
  if (!Object.hasOwn(fields, "before")) return { type: "search", text };
  const before = countIn(fields, "before");
  return before === undefined ? undefined : { type: "search", text, before };
}

/** The request with its text as it will be told; or why that is not told. */
function withText(request: Extract<Request, { text: string }>): ParsedRequest {
  const text = parseText(request.text);
  if (text.ok) return { ok: true, value: { ...request, text: text.value } };
  const refused = { ok: false, reason: text.reason } as const;
  return "id" in request ? { ...refused, id: request.id } : refused;
}
