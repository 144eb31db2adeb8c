/** Reading, in the page, what the client says: a list of messages, or nothing when one of them has another shape. */
import {
  countIn,
  type Fields,
  fieldsOf,
  textIn,
  yesOrNoIn,
} from "../../../shared/framing/parse-fields.ts";
import type { State } from "../client/updates.ts";
import type { Message } from "../protocol/messages.ts";
import { hasTexts, isWellFilled, listOf, parseJsonText } from "./fields.ts";
import type { Standing, TimelineItem, ToPage } from "./page-messages.ts";

const STATES: readonly string[] = [
  "connecting",
  "entering",
  "in",
  "waiting",
  "ended",
] satisfies State[];
const STANDINGS: readonly string[] = ["new", "known", "changed"] satisfies Standing[];

/** What may be left out. */
const OPTIONAL = { texts: ["reason", "to", "id"], counts: ["retryInMs"] };

/** The messages in a JSON text; undefined when it holds anything else. */
export function parseToPage(json: string): ToPage[] | undefined {
  return listOf(parseJsonText(json), parseMessageToPage);
}

function parseMessageToPage(value: unknown): ToPage | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined || !isWellFilled(fields, OPTIONAL)) return undefined;
  return (
    parseOfConnection(fields) ??
    parseOfSending(fields) ??
    parsePast(fields) ??
    parseTimelineItem(fields)
  );
}

function parseOfConnection(fields: Fields): ToPage | undefined {
  switch (fields.type) {
    case "welcome":
      if (!hasTexts(fields, "address", "encryption")) return undefined;
      return { type: "welcome", address: fields.address, encryption: fields.encryption };
    case "state":
      return parseState(fields);
    case "fingerprint": {
      if (!hasTexts(fields, "fingerprint", "standing")) return undefined;
      const { fingerprint, standing } = fields;
      return isStanding(standing) ? { type: "fingerprint", fingerprint, standing } : undefined;
    }
    case "entered":
      return hasTexts(fields, "name") ? { type: "entered", name: fields.name } : undefined;
    case "draft": {
      const to = textIn(fields, "to");
      if (!hasTexts(fields, "text")) return undefined;
      return { type: "draft", text: fields.text, ...(to === undefined ? {} : { to }) };
    }
    case "refused":
      return hasTexts(fields, "reason") ? { type: "refused", reason: fields.reason } : undefined;
    case "members": {
      const names = listOf(fields.names, (name) => (typeof name === "string" ? name : undefined));
      return names === undefined ? undefined : { type: "members", names };
    }
    default:
      return undefined;
  }
}

function parseState(fields: Fields): ToPage | undefined {
  const state = textIn(fields, "state");
  if (state === undefined || !isState(state)) return undefined;
  const reason = textIn(fields, "reason");
  const retryInMs = countIn(fields, "retryInMs");
  return {
    type: "state",
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(retryInMs === undefined ? {} : { retryInMs }),
  };
}

function parseOfSending(fields: Fields): ToPage | undefined {
  const id = textIn(fields, "id");
  switch (fields.type) {
    case "pending": {
      const to = textIn(fields, "to");
      if (id === undefined || !hasTexts(fields, "text")) return undefined;
      return { type: "pending", id, text: fields.text, ...(to === undefined ? {} : { to }) };
    }
    case "acknowledged":
      return id === undefined ? undefined : { type: "acknowledged", id };
    case "not-taken":
      if (!hasTexts(fields, "reason")) return undefined;
      return { type: "not-taken", reason: fields.reason, ...(id === undefined ? {} : { id }) };
    default:
      return undefined;
  }
}

function parsePast(fields: Fields): ToPage | undefined {
  const { type } = fields;
  const more = yesOrNoIn(fields, "more");
  if ((type !== "past" && type !== "results") || more === undefined) return undefined;
  const messages = listOf(fields.messages, parseMessage);
  if (messages === undefined) return undefined;
  if (type === "past") return { type, messages, more };
  return hasTexts(fields, "text") ? { type, text: fields.text, messages, more } : undefined;
}

function parseTimelineItem(fields: Fields): TimelineItem | undefined {
  if (!hasTexts(fields, "time") || !isTime(fields.time)) return undefined;
  const { type, time } = fields;
  switch (type) {
    case "message": {
      const message = parseMessage(fields);
      return message === undefined ? undefined : { type, ...message };
    }
    case "private": {
      if (!hasTexts(fields, "from", "to", "text")) return undefined;
      return { type, time, from: fields.from, to: fields.to, text: fields.text };
    }
    case "joined":
    case "left":
      return hasTexts(fields, "name") ? { type, time, name: fields.name } : undefined;
    case "notice":
      return hasTexts(fields, "text") ? { type, time, text: fields.text } : undefined;
    default:
      return undefined;
  }
}

function parseMessage(value: unknown): Message | undefined {
  const fields = fieldsOf(value);
  const number = fields && countIn(fields, "number");
  if (fields === undefined || number === undefined) return undefined;
  if (!hasTexts(fields, "time", "from", "text") || !isTime(fields.time)) return undefined;
  return { number, time: fields.time, from: fields.from, text: fields.text };
}

/** What is none could not be drawn. */
function isTime(text: string): boolean {
  return Number.isFinite(Date.parse(text));
}

function isState(text: string): text is State {
  return STATES.includes(text);
}

function isStanding(text: string): text is Standing {
  return STANDINGS.includes(text);
}
