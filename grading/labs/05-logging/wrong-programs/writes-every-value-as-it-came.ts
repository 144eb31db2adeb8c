/**
 * A program that writes every value as it came.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy an empty line is an event too
 * @says only undefined is left out
 */

export function logLine(time: Date, level: Level, event: string, fields: Fields): string {
  let line = `${time.toISOString()} ${level} ${shown(event)}`;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    line += ` ${shown(name)}=${SECRET_NAME.test(name) ? REDACTED : value}`;
  }
  return line;
}
