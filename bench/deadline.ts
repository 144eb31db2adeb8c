/** Every wait of the bench can end. */

/** What `promise` gives, or an error that names the deed when it takes longer than `limitMs`. */
export async function withDeadline<T>(
  promise: Promise<T>,
  limitMs: number,
  deed: string,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${deed}: not within ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
