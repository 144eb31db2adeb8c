/** Waiting for something that may take too long. */
import { setTimeout as pause } from "node:timers/promises";

/** Waits for an end at most so long, and leaves no timer behind; returns whether it came. */
export async function endsWithin(end: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const waiting = new AbortController();
  const late = pause(milliseconds, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([end.then(() => true), late]);
  } finally {
    waiting.abort();
  }
}
