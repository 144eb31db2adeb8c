/**
 * What the schemas of all messages are made of, and how they are applied. A schema says once what a message
 * looks like: the type is inferred from it, and what a stranger has sent is checked by it. Fields that a
 * schema does not name are left out.
 */
import * as v from "valibot";

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
