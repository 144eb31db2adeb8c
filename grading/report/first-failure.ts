/** Which of several failures a learner is shown, and what of it is read first. */
import type { CheckResult, Failure } from "./result.ts";

/**
 * The failure that is told in full: the next ones are often its consequences.
 *
 * What keeps a whole program from running comes before everything. Then an exercise that is not written,
 * when it is the first that fails: learners go in order. Of other failures, a crash or what is true of the
 * whole program explains those around it, and one whose cause is known says more than one that can only be described. Among equals the
 * earliest exercise counts.
 */
export function firstFailure(checks: readonly CheckResult[]): CheckResult | undefined {
  const failed = checks.filter(({ verdict }) => verdict === "failed");
  const [earliest] = failed;
  if (earliest?.failure?.unwritten !== undefined) {
    return failed.find(({ failure }) => failure?.next !== undefined) ?? earliest;
  }
  const ranks = failed.map(({ failure }) => rankOf(failure));
  return failed[ranks.indexOf(Math.min(...ranks))];
}

/** What says most has the least. */
function rankOf(failure: Failure | undefined): number {
  if (failure?.next !== undefined) return 0;
  if (failure?.unwritten !== undefined) return 4;
  if (failure?.isCrash === true || failure?.isFinding === true) return 1;
  return failure?.cause === undefined ? 3 : 2;
}

/** What is read first: what was found, and why it is likely so. */
export function readFirst({ expectation, cause }: Failure): string {
  return cause === undefined ? expectation : `${expectation}\n${cause}`;
}
