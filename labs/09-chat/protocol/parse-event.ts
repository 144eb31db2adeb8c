/** Reading what the server tells of the room: every shape is checked before anything is shown. */

import { visibleText } from "../../../shared/console/visible-text.ts";
import {
  countIn,
  type Fields,
  fieldsOf,
  parseJson,
  textIn,
  yesOrNoIn,
} from "../../../shared/framing/parse-fields.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { ChatEvent, Message } from "./messages.ts";
import { isTime } from "./parse-time.ts";

/**
 * The events in the body of a SERVER_TO_CLIENT.
 *
 * @throws ProtocolError when it is no list, or one of them has another shape
 */
export function parseEvents(body: Uint8Array): ChatEvent[] {
  const values = parseJson(body);
  if (!Array.isArray(values)) throw new ProtocolError("a list of events cannot be understood");
  return values.map(parseEvent);
}

function parseEvent(value: unknown): ChatEvent {
  const fields = fieldsOf(value);
  const event = fields === undefined ? undefined : eventIn(fields);
  if (event === undefined) throw new ProtocolError("an event cannot be understood");
  return event;
}

function eventIn(fields: Fields): ChatEvent | undefined {
  const type = textIn(fields, "type");
  switch (type) {
    case "message":
    case "past": {
      const message = messageIn(fields);
      return message && { type, ...message };
    }
    case "private":
      return privateIn(fields);
    case "accepted":
      return acceptedIn(fields);
    case "refused":
      return refusalIn(fields);
    case "here":
    case "joined":
    case "left": {
      const name = textIn(fields, "name");
      return name === undefined ? undefined : { type, name };
    }
    case "page": {
      const more = yesOrNoIn(fields, "more");
      return more === undefined ? undefined : { type, more };
    }
    case "notice": {
      const text = shownTextIn(fields, "text");
      return text === undefined ? undefined : { type, text };
    }
    default:
      return undefined;
  }
}

function messageIn(fields: Fields): Message | undefined {
  const number = countIn(fields, "number");
  const said = saidIn(fields);
  return number === undefined || said === undefined ? undefined : { number, ...said };
}

function privateIn(fields: Fields): ChatEvent | undefined {
  const to = textIn(fields, "to");
  const said = saidIn(fields);
  return to === undefined || said === undefined ? undefined : { type: "private", to, ...said };
}

/** What every message has, for all or for one. */
function saidIn(fields: Fields): { time: string; from: string; text: string } | undefined {
  const time = textIn(fields, "time");
  const from = textIn(fields, "from");
  const text = shownTextIn(fields, "text");
  if (time === undefined || from === undefined || text === undefined) return undefined;
  return isTime(time) ? { time, from, text } : undefined;
}

/** What can be seen of a text: another server may let through what ours does not. */
function shownTextIn(fields: Fields, name: string): string | undefined {
  const text = textIn(fields, name);
  return text === undefined ? undefined : visibleText(text);
}

function acceptedIn(fields: Fields): ChatEvent | undefined {
  const id = textIn(fields, "id");
  if (id === undefined) return undefined;
  if (!Object.hasOwn(fields, "number")) return { type: "accepted", id };
  const number = countIn(fields, "number");
  return number === undefined ? undefined : { type: "accepted", id, number };
}

function refusalIn(fields: Fields): ChatEvent | undefined {
  const reason = shownTextIn(fields, "reason");
  if (reason === undefined) return undefined;
  if (!Object.hasOwn(fields, "id")) return { type: "refused", reason };
  const id = textIn(fields, "id");
  return id === undefined ? undefined : { type: "refused", id, reason };
}
