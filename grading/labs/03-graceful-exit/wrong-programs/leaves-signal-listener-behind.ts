/**
 * A program that waits for the signal anew at each read, and leaves that listener behind.
 *
 * @file shared/net/read-with-timeout.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
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
      once(process, "SIGTERM").then(() => ({ type: "stop" }) as const),
    ]);
  } finally {
    over.abort();
  }
}
