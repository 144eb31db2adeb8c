/** How a check ends early: because the program is wrong, or because nothing can be said about it. */
import type { Failure } from "../report/result.ts";
import type { Finding } from "./finding.ts";

/**
 * The likely cause of a failure, in the learner's words. Where these name what only Node has (an event,
 * a function, `await`), programs in other languages are told the general form.
 */
export type LikelyCause = string | { general: string; node: string };

/** The program broke an expectation. Thrown by the harness and by checks; becomes the verdict "failed". */
export class CheckFailed extends Error {
  override name = "CheckFailed";
  readonly failure: Omit<Failure, "cause">;
  readonly likelyCause: LikelyCause | undefined;
  /** True when the program was too slow: such a check is run once more, alone. */
  readonly timedOut: boolean;

  constructor(
    expectation: string,
    cause?: LikelyCause,
    { timedOut = false, next }: { timedOut?: boolean; next?: string } = {},
  ) {
    super(expectation);
    this.failure = { expectation, ...(next === undefined ? {} : { next }) };
    this.likelyCause = cause;
    this.timedOut = timedOut;
  }
}

/** The program broke what no check can do without: it is told once. */
export class ProgramFailed extends CheckFailed {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.sentence, finding.cause);
    this.finding = finding;
  }
}

/** Nothing can be said here, for example because the machine lacks a tool. Becomes "not judged". */
export class NotJudged extends Error {
  override name = "NotJudged";
  /** True when the machine or the grader is at fault, so that the whole score is not final. */
  readonly isFault: boolean;

  constructor(reason: string, { isFault = false }: { isFault?: boolean } = {}) {
    super(reason);
    this.isFault = isFault;
  }
}

/**
 * The grader itself was kept from its work, so that what it saw says nothing: a client that should send all
 * the time was silent. The check is run again.
 */
export class GraderWasLate extends NotJudged {
  override name = "GraderWasLate";

  constructor() {
    super("this machine is too busy: the grader was late each time", { isFault: true });
  }
}

/** Ends the check as failed. */
export function fail(expectation: string, cause?: LikelyCause): never {
  throw new CheckFailed(expectation, cause);
}

/**
 * Does something of whose failure more is known than the failure itself suggests: this is the cause.
 *
 * @param cause also as a function of what can be seen then; undefined keeps the failure's own
 */
export async function withCause<Result>(
  cause: LikelyCause | (() => LikelyCause | undefined),
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    const likely = typeof cause === "function" ? cause() : cause;
    if (likely === undefined) throw error;
    const { failure, timedOut } = error;
    throw new CheckFailed(failure.expectation, likely, { timedOut });
  }
}
