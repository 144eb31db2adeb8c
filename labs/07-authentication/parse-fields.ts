/** Reading JSON from a stranger: an object, or nothing. */
import { type Fields, fieldsOf } from "../../shared/framing/parse-fields.ts";

/** The object in a line; undefined when there is none. */
export function parseFields(line: string): Fields | undefined {
  return fieldsOf(parseJson(line));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
