/**
 * A program that keeps the timer of a client that is gone.
 *
 * @file answer.ts
 * @caughtBy a client that is gone ends its wait
 * @says must end with the client
 */

async function pauseFor(socket: Socket, milliseconds: number): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  try {
    // `once` waits for "close", and throws the socket's error if that comes first.
    await Promise.race([pause(milliseconds, undefined, { signal })]);
  } finally {
    over.abort();
  }
}
