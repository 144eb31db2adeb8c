/**
 * A program that leaves a timer behind after each chunk.
 *
 * @file shared/net/read-with-timeout.ts
 * @caughtBy clients that wait for nothing are told that the server stops
 * @says a timer is left. Look at `readNext`
 */

export async function readNext(
  chunks: Chunks,
  { idleMs, stopping }: ReadLimits,
): Promise<ReadResult> {
  if (stopping.aborted) return { type: "stop" };
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      chunks.next().then(({ value }) => asReadResult(value)),
      pause(idleMs, { type: "silence" } as const, { signal }),
      once(stopping, "abort", { signal }).then(() => ({ type: "stop" }) as const),
    ]);
  } finally {
  }
}
