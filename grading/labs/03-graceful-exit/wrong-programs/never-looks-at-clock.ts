/**
 * A program that never looks at the clock.
 *
 * @file shared/net/read-with-timeout.ts
 * @caughtBy a silent client is told so and left
 * @says must also look at the clock
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

      once(stopping, "abort", { signal }).then(() => ({ type: "stop" }) as const),
    ]);
  } finally {
    over.abort();
  }
}
