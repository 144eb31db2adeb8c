/** Reading JSON from a stranger: an object and what is in it, or nothing. */

/** A JSON object whose values can be anything. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The object in a line; undefined when there is none. A field called `__proto__` is a field like any
 * other to `JSON.parse`; it is `Object.assign` and `a[key] = …` that such names are dangerous to.
 */
export function parseFields(line: string): Fields | undefined {
  const value = parseJson(line);
  return isObject(value) ? value : undefined;
}

/** A field's text; undefined when it is missing or of another type. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
