/**
 * A program that ends a line that the log ends as well.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy every event of a connection is a line in server.log
 * @says makes a line without its end
 */

export function logLine(time: Date, level: Level, event: string, fields: Fields): string {
  let line = `${time.toISOString()} ${level} ${shown(event)}`;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    line += ` ${shown(name)}=${SECRET_NAME.test(name) ? REDACTED : shown(String(value))}`;
  }
  return `${line}\n`;
}
