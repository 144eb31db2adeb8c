/** What a program needs before it can go on, with a line in its log when it cannot have it. */
import type { Log } from "./log.ts";

/**
 * Waits for the work, and logs `failed` with the reason when it fails.
 *
 * @throws what the work throws
 */
export async function logFailure<Result>(work: Promise<Result>, log: Log): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    log.error("failed", { reason: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
