/**
 * A program that leaves out every value that is false for JavaScript.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy an empty line is an event too
 * @says 0 and the empty text are values
 */

export function logLine(time: Date, level: Level, event: string, fields: Fields): string {
  let line = `${time.toISOString()} ${level} ${shown(event)}`;
  for (const [name, value] of Object.entries(fields)) {
    if (!value) continue;
    line += ` ${shown(name)}=${SECRET_NAME.test(name) ? REDACTED : shown(String(value))}`;
  }
  return line;
}
