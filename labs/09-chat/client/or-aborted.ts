/** Waiting for something that nobody can stop, and stopping to wait. */

/**
 * What the work brings, unless the signal aborts first. The work goes on all the same; whoever must
 * undo what it brings sees to that.
 *
 * @throws the signal's reason, and what the work throws
 */
export async function orAborted<Result>(
  work: Result | Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
