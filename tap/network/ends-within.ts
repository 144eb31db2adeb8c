/** Waiting for something that may take too long. */
/** Waits for an end at most so long, and leaves no timer behind; returns whether it came. */
export async function endsWithin(end: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), milliseconds);
  try {
    return await Promise.race([end.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
