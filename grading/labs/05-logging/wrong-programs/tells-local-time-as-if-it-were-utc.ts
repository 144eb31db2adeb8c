/**
 * A program that tells local time as if it were UTC.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy the log begins with the start
 * @says Local time with a Z behind it is another time
 */

export function logLine(time: Date, level: Level, event: string, fields: Fields): string {
  let line = `${new Date(time.getTime() + 7_200_000).toISOString()} ${level} ${shown(event)}`;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    line += ` ${shown(name)}=${SECRET_NAME.test(name) ? REDACTED : shown(String(value))}`;
  }
  return line;
}
