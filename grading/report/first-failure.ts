/** Which of several failures a learner is shown, and what of it is read first. */
import type { CheckResult, Failure } from "./result.ts";

/**
 * The failure that is told in full: the next ones are often its consequences.
 *
 * What keeps a whole program from running comes before everything. Otherwise it is the failure of the
 * earliest exercise.
 */
export function firstFailure(checks: readonly CheckResult[]): CheckResult | undefined {
  const failed = checks.filter(({ verdict }) => verdict === "failed");
  return failed.find(({ failure }) => failure?.next !== undefined) ?? failed[0];
}

/** What is read first: what was found, and why it is likely so. */
export function readFirst({ expectation, cause }: Failure): string {
  return cause === undefined ? expectation : `${expectation}\n${cause}`;
}
