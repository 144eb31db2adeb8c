/**
 * A program that does not ask whether the stop has come already.
 *
 * @file shared/net/read-with-timeout.ts
 * @caughtBy a stop finishes the answers under way
 * @says The answer came, the good-bye did not
 */

export async function readNext(
  chunks: Chunks,
  { idleMs, stopping }: ReadLimits,
): Promise<ReadResult> {
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      chunks.next().then(({ value }) => asReadResult(value)),
      pause(idleMs, { type: "silence" } as const, { signal }),
      once(stopping, "abort", { signal }).then(() => ({ type: "stop" }) as const),
    ]);
  } finally {
    over.abort();
  }
}
