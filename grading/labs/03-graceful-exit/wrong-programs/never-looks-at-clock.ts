/**
 * A program that never looks at the clock.
 *
 * @file shared/net/arrival.ts
 * @caughtBy a silent client is told so and left
 * @says must also look at the clock
 */

export async function nextArrival(
  chunks: Chunks,
  { idleMs, stopping }: Patience,
): Promise<Arrival> {
  if (stopping.aborted) return { type: "stop" };
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      chunks.next().then(({ value }) => asArrival(value)),

      once(stopping, "abort", { signal }).then(() => ({ type: "stop" }) as const),
    ]);
  } finally {
    over.abort();
  }
}
