import type { LabResult } from "./result.ts";

/** The verdict as a learner reads it: exercise by exercise, the first failure in full, the next step. */
export function renderForLearner(_result: LabResult, _options: { colour: boolean }): string {
  return "";
}
