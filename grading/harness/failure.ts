/** How a check ends early: because the program is wrong, or because nothing can be said about it. */
import type { Failure } from "../report/result.ts";

/** The program broke an expectation. Thrown by the harness and by checks; becomes the verdict "failed". */
export class CheckFailed extends Error {
  override name = "CheckFailed";
  readonly failure: Failure;
  /** True when the program was too slow: such a check is run once more, alone. */
  readonly timedOut: boolean;

  constructor(
    expectation: string,
    cause?: string,
    { timedOut = false, next }: { timedOut?: boolean; next?: string } = {},
  ) {
    super(expectation);
    this.failure = {
      expectation,
      ...(cause === undefined ? {} : { cause }),
      ...(next === undefined ? {} : { next }),
    };
    this.timedOut = timedOut;
  }
}

/** Nothing can be said here, for example because the machine lacks a tool. Becomes "not judged". */
export class NotJudged extends Error {
  override name = "NotJudged";
}

/** Ends the check as failed. */
export function fail(expectation: string, cause?: string): never {
  throw new CheckFailed(expectation, cause);
}

/** Does something that has worked before: if it fails now, this is the cause, whatever the failure itself suggests. */
export async function withCause<Result>(
  cause: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    const { failure, timedOut } = error;
    throw new CheckFailed(failure.expectation, cause, { timedOut });
  }
}
