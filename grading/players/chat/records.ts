/** What records are called, and how an event log tells them. */
import { RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import { TextForm } from "../../core/patterns.ts";

const TOLD_LETTERS = 200;

export type RecordName = keyof typeof RECORD;

/** A record that has come. */
export interface Received {
  /** As the wire calls it; "type 99" when it has no such name. */
  name: string;
  body: Buffer;
  /** What its text says as JSON; undefined when it is none. */
  json: unknown;
}

/** A field of a JSON object; undefined when there is none. */
export function fieldOf(json: unknown, name: string): unknown {
  if (typeof json !== "object" || json === null) return undefined;
  return Object.entries(json).find(([key]) => key === name)?.[1];
}

/** As the wire calls a type. */
export function nameOf(type: number): string {
  return Object.entries(RECORD).find(([, number]) => number === type)?.[0] ?? `type ${type}`;
}

/** What a record's text says as JSON; undefined when it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** A record that is sent, for the event log. */
export function toldRecord(name: string, content: unknown): string {
  return toldBody(name, content instanceof Uint8Array ? content : JSON.stringify(content));
}

/** A record for the event log: its name, and the beginning of its text. */
export function toldBody(name: string, body: Uint8Array | string): string {
  if (typeof body !== "string" && name === "FINISHED") return `${name} (${body.length} bytes)`;
  // Only the beginning is made text: there may be thousands of long records.
  const text = Buffer.from(body.slice(0, 4 * TOLD_LETTERS)).toString();
  return `${name} ${text.length > TOLD_LETTERS ? `${text.slice(0, TOLD_LETTERS)}…` : text}`;
}

/** For the sentence of a failure. */
export function shown(value: unknown): string {
  return value instanceof TextForm ? value.words : JSON.stringify(value);
}
