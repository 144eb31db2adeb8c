/** What a server needs before it can listen, told in its log when it cannot be had. */
import type { Log } from "./log.ts";

/**
 * Waits for a part of the start, and logs `failed` with the reason when it fails.
 *
 * @throws what the part has thrown
 */
export async function startLogged<Part>(part: Promise<Part>, log: Log): Promise<Part> {
  try {
    return await part;
  } catch (error) {
    log.error("failed", { reason: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
