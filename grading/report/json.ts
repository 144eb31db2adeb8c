/** The result as JSON, for other programs: the model of result.ts as it is, with the score. */
import { type LabResult, maxScoreOf, scoreOf } from "./result.ts";

export function jsonOf(result: LabResult): string {
  const content = { score: scoreOf(result), maxScore: maxScoreOf(result), ...result };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
