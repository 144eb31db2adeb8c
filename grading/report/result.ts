/**
 * What grading a lab found: the one model that every output format (terminal, JSON, later CSV,
 * JUnit, Gradescope, HTML) is written from. Plain data, so that it survives JSON and a process border.
 *
 * A verdict has three values. "not judged" means that nothing can be said: what the check needs
 * failed, or the grader or the machine was at fault. It never stands for "wrong".
 */

export type Verdict = "passed" | "failed" | "not judged";

/** One step of what happened in a check, in order. */
export interface StoryStep {
  /** Who did it, the program under test or a peer that the check plays: "server", "client A". */
  voice: string;
  /** What happened, one line or more; very long output is already shortened. */
  text: string;
  /** Where the program printed it, when this step is a line that it printed. */
  stream?: "stdout" | "stderr";
}

/** Why a check did not pass. */
export interface Failure {
  /** The one expectation that broke, as a sentence; may hold lines with bytes and a caret. */
  expectation: string;
  /** The likely cause in the learner's words, chosen by what was seen. */
  cause?: string;
  /** True when the cause is a mistake in the code that ended the program, or a part of it. */
  isCrash?: boolean;
  /** True when it is true of the program as a whole, and behind other failures as well. */
  isFinding?: boolean;
  /** The exercise that is still empty, such as "01.3", when that is all that is wrong. */
  unwritten?: string;
  /** The exercise that the cause names, such as "02.1", when it is another than the check's. */
  exercise?: string;
  /** What to do next, when it is something else than the check's exercise. */
  next?: string;
}

export interface CheckResult {
  /** The lab's folder, such as "01-echo", or a part's: "09-chat/a-channel". */
  lab: string;
  /** The exercise that the check belongs to, such as "01.3". */
  exercise: string;
  /** Unique in its lab; the name under which `--only` runs it alone. */
  title: string;
  /** What a pass is worth. */
  points: number;
  verdict: Verdict;
  /** Where a failure is told: on "failed". */
  failure?: Failure;
  /** Why nothing can be said: on "not judged". */
  reason?: string;
  /** True when "not judged" is the grader's own fault or the machine's, not an unmet need. */
  fault?: boolean;
  /** True when "not judged" only means that the whole grading had reached its deadline. */
  isLate?: boolean;
  /** True when what other checks need of this one has been shown, whatever its verdict is. */
  mayOthersGoOn?: boolean;
  /** Words of the rule that it looks at, as they stand in *The wire* of the lab's page. */
  rule?: string;
  /** The programs that were run, by what they are made of; absent when that is not known. */
  programs?: { role: "server" | "client"; fingerprint: string }[];
  story: StoryStep[];
  /** Wall clock, in milliseconds. */
  durationMs: number;
  /** The verdicts of all attempts when a time-out was run again and the answers differed. */
  attempts?: Verdict[];
}

/** A mistake that the compiler sees, in a file of the submission. */
export interface TypeErrorFound {
  /** Relative to the submission's folder. */
  file: string;
  line: number;
  /** The compiler's sentence. */
  message: string;
}

/** How strongly the learner's program was kept apart from the grader; see grading/README.md. */
export type IsolationLevel = "L0" | "L1" | "L2" | "L3";

export interface LabResult {
  lab: string;
  /** Whose program was graded, as a person would say it: "your copy in work/01-echo". */
  subject: string;
  /**
   * Which of the files that the exercises' functions belong in the submission has, relative to its
   * folder. A program in another language, or of another shape, has none; so has one without a folder.
   */
  exerciseFiles?: string[];
  /** What part of the checks was asked for; absent: all of them. */
  only?: string;
  /** Seed of all random data: `--seed` replays it. */
  seed: number;
  isolation: IsolationLevel;
  checks: CheckResult[];
  /** In the compiler's order; they decide no mark. Absent: none was found. */
  typeErrors?: TypeErrorFound[];
  /** Where the time went, in milliseconds, by stage. */
  timing: Record<string, number>;
}

/** Points reached. */
export function scoreOf(result: LabResult): number {
  return sum(result.checks.filter((check) => check.verdict === "passed"));
}

/** Points that could be reached. */
export function maxScoreOf(result: LabResult): number {
  return sum(result.checks);
}

/** 0: everything passed; 1: something failed; 2: the grader could not judge, so the score is not final. */
export function exitStatusOf(result: LabResult): 0 | 1 | 2 {
  if (result.checks.length === 0 || result.checks.some(isOpen)) return 2;
  return result.checks.every((check) => check.verdict === "passed") ? 0 : 1;
}

/** Whether this check may still turn out either way: the grader did not get so far. */
function isOpen({ fault, isLate }: CheckResult): boolean {
  return fault === true || isLate === true;
}

function sum(checks: readonly CheckResult[]): number {
  return checks.reduce((total, check) => total + check.points, 0);
}
