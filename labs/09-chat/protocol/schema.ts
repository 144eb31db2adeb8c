/**
 * What all messages are made of: numbers, times, ids, texts; and how schemas are applied. A schema says once
 * what a message looks like: the type is inferred from it, and what a stranger has sent is checked by it.
 * Fields that a schema does not name are left out.
 *
 * The server, the client and the page in the browser share these, so nothing of Node is used here.
 */
import * as v from "valibot";
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import { isVisible, visibleText } from "../../../shared/console/visible-text.ts";
import { MAX_TEXT_BYTES } from "./wire.ts";

/** A whole number, 0 or more, that JavaScript counts exactly. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A time: RFC 3339, UTC, with milliseconds, and a day that exists. */
export const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  v.check((text) => Number.isFinite(Date.parse(text))),
);

/** The id of a message: chosen by the client, short enough to be kept for each message. */
export const messageId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,32}$/));

/** Why a text is not passed on. */
type TextProblem = "too-long" | "half-letters" | "control-characters" | "invisible";

/** Control characters (Unicode's category Cc), but for line end and tab. */
const HARMFUL = /[^\P{Cc}\n\t]/u;

const REASONS: Readonly<Record<TextProblem, string>> = {
  "too-long": `a text has at most ${MAX_TEXT_BYTES} bytes`,
  "half-letters": "a text holds no half letters",
  "control-characters": "a text holds no control characters",
  invisible: "there is nothing to be seen in the text",
};

const encoder = new TextEncoder();

/** How long a text is, in bytes of UTF-8. */
export function bytesOfText(text: string): number {
  return encoder.encode(text).length;
}

/** What is wrong with a text; undefined when it can be sent. */
export function textProblem(text: string): TextProblem | undefined {
  if (bytesOfText(text) > MAX_TEXT_BYTES) return "too-long";
  // JSON can write half of a surrogate pair, which no UTF-8 can hold.
  if (!text.isWellFormed()) return "half-letters";
  if (HARMFUL.test(text)) return "control-characters";
  return isVisible(text) ? undefined : "invisible";
}

/**
 * Reads a text for others: what can be seen of it, or nothing. People copy invisible characters along
 * without knowing it, so these are left out; what they could not have meant is refused.
 */
export function parseText(text: string): Result<string> {
  const problem = textProblem(text);
  return problem === undefined ? valid(visibleText(text)) : invalid(REASONS[problem]);
}

/** Refuses bytes that are no UTF-8; by default `\ufffd` would stand in their place. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The value in these bytes; undefined when they hold no JSON text in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

/** A value as a schema describes it; undefined when it does not fit. */
export function fitted<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(schema, value, { abortEarly: true });
  return success ? output : undefined;
}

/** A value as an object; undefined when it is none. To a schema whose fields may all be missing, a list is one. */
export function objectIn(value: unknown): object | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
