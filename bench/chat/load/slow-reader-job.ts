/** What the bench asks about a member that reads nothing, and what it gets back. */
import type { RunResult, TargetAddress } from "./job.ts";

export interface SlowReaderJob {
  target: TargetAddress;
  /** How many others are in the room. */
  members: number;
  rounds: number;
  /** How long each run lasts: long enough for the one that does not read to be dropped. */
  ms: number;
}

export interface SlowReaderReport {
  /** One message at a time to all, round by round. In these a further member reads all that it gets. */
  without: readonly RunResult[];
  /** In these it reads nothing. */
  with: readonly RunResult[];
  drops: readonly Drop[];
}

/** What became of the one that does not read. */
export interface Drop {
  /** From its first message to its leaving; undefined when it was not dropped within the run. */
  afterMs?: number;
  /** What the server told it. */
  reason?: string;
}
