/**
 * A program that waits forever for a server that stays.
 *
 * @file run-client.ts
 * @caughtBy a stopped client does not wait for a server that stays
 * @says Every wait needs an end
 */

async function leaveWhenStopped({ stopped, socket, graceMs }: Session): Promise<string> {
  await stopped;
  socket.end();
  // ref: false: this timer alone keeps no process alive.
  await new Promise(() => pause);
  return `the server did not end its side within ${graceMs} ms`;
}
