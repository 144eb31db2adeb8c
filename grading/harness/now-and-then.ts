/** Playing somebody who sends a little now and then. */

/**
 * Does it again and again, at this interval, until `clearInterval`. What has come meanwhile is read before:
 * where a write meets a reset, Node throws away what it has not read, such as the reason for the reset.
 */
export function nowAndThen(intervalMs: number, send: () => void): NodeJS.Timeout {
  return setInterval(() => setImmediate(send), intervalMs);
}
