/** Reading JSON that a stranger has sent: objects, and what is in them, or nothing. */

/** A JSON object whose values can be anything. */
export type Fields = Readonly<Record<string, unknown>>;

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

/**
 * A value as an object; undefined when it is none. A field called `__proto__` is a field like any
 * other to `JSON.parse`; it is `Object.assign` and `a[key] = …` that such names are dangerous to.
 */
export function fieldsOf(value: unknown): Fields | undefined {
  return isObject(value) ? value : undefined;
}

/** A field's text; undefined when it is missing or of another type. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = valueIn(fields, name);
  return typeof value === "string" ? value : undefined;
}

/** A field's whole number, 0 or more; undefined when it is missing or something else. */
export function countIn(fields: Fields, name: string): number | undefined {
  const value = valueIn(fields, name);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A field that is true or false; undefined when it is missing or something else. */
export function yesOrNoIn(fields: Fields, name: string): boolean | undefined {
  const value = valueIn(fields, name);
  return typeof value === "boolean" ? value : undefined;
}

function valueIn(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
