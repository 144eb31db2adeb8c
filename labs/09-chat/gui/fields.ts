/** Reading what comes through the WebSocket, beside what the records of the wire are read with. */
import { countIn, type Fields, textIn } from "../../../shared/framing/parse-fields.ts";

/** The value that a JSON text stands for; undefined when it is none. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether every one of these fields is a text. */
export function hasTexts<Name extends string>(
  fields: Fields,
  ...names: Name[]
): fields is Fields & Readonly<Record<Name, string>> {
  return names.every((name) => textIn(fields, name) !== undefined);
}

/** Whether what may be left out is right when it is there: a text, or a count. */
export function isWellFilled(
  fields: Fields,
  { texts, counts }: { texts: readonly string[]; counts: readonly string[] },
): boolean {
  const isAbsent = (name: string) => !Object.hasOwn(fields, name);
  return (
    texts.every((name) => isAbsent(name) || textIn(fields, name) !== undefined) &&
    counts.every((name) => isAbsent(name) || countIn(fields, name) !== undefined)
  );
}

/** A list, each element read; undefined when it is no list, or one of them cannot be read. */
export function listOf<Element>(
  value: unknown,
  parse: (value: unknown) => Element | undefined,
): Element[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const elements: Element[] = [];
  for (const one of value) {
    const element = parse(one);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return elements;
}
