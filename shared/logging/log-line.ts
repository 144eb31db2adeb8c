/**
 * One event as one line of a log.
 *
 *     2026-11-22T01:02:03.456Z info connected connection=1 peer=127.0.0.1:50312
 *     2026-11-22T01:02:04.123Z info received connection=1 bytes=9 text="a\n\u001b[31mb"
 *     time (UTC)               level event    field=value …
 *
 * Who reads a log believes it: each line is one thing that has happened. So no value may end the line,
 * or look like the next field, or give commands to the terminal that shows it; and no value may be a
 * secret, because logs are kept, copied and mailed.
 */

import { printable } from "../process/print-status.ts";

/** How much a line matters: for the record, worth a look, broken. */
export type Level = "info" | "warn" | "error";

/** What is known of an event, by name. An undefined value is left out. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** What stands in the place of a secret. */
export const REDACTED = "[redacted]";

/** The longest value, in UTF-16 units: a peer must not decide how large the log grows. */
export const MAX_VALUE_LENGTH = 256;

/** Names of fields whose values are nobody's business, also inside of a longer name: `userToken`. */
const SECRET_NAME = /pass(?:word|phrase)|secret|token/i;

/** Printable ASCII without the blank, `"`, `=` and `\`: what needs no quotation marks. */
const HARMLESS = /^[!#-<>-[\]-~]+$/;

/**
 * One line, without its end. The values may come from anybody.
 *
 * @exercise 05.1 Write the time, the level, the event and ` name=value` for each field that is defined; hide what a secret name holds.
 */
export function logLine(time: Date, level: Level, event: string, fields: Fields): string {
  let line = `${time.toISOString()} ${level} ${shown(event)}`;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    line += ` ${shown(name)}=${SECRET_NAME.test(name) ? REDACTED : shown(String(value))}`;
  }
  return line;
}

/** A text as a value: bare when it is harmless, else in quotation marks. */
function shown(text: string): string {
  if (text === "") return '""'; // a value must be seen, and nothing in this one needs care
  return HARMLESS.test(text) && text.length <= MAX_VALUE_LENGTH ? text : quoted(text);
}

/**
 * A text in quotation marks, as JSON writes it (RFC 8259 section 7), so that any program can read it
 * back. JSON lets DEL, C1 and the turning characters stand as they are; a log does not. A text that is
 * too long is cut, and `…` stands for the rest.
 *
 * @exercise 05.2 Return the text as a JSON string in which everything that is not printable is escaped; cut what is too long.
 */
export function quoted(text: string): string {
  const isTooLong = text.length > MAX_VALUE_LENGTH;
  const kept = isTooLong ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return printable(JSON.stringify(kept));
}
