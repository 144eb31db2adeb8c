/**
 * A program that tells fields that have no value.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy a password reaches no log
 * @says A field whose value is undefined is left out
 */

export function logLine(time: Date, level: Level, event: string, fields: Fields): string {
  let line = `${time.toISOString()} ${level} ${shown(event)}`;
  for (const [name, value] of Object.entries(fields)) {
    line += ` ${shown(name)}=${SECRET_NAME.test(name) ? REDACTED : shown(String(value))}`;
  }
  return line;
}
