import type { LabResult } from "./report/result.ts";
import type { Subject } from "./subject.ts";

export interface GradeOptions {
  /** The lab's folder name, such as "01-echo". */
  lab: string;
  subject: Subject;
  /** Run only checks whose title contains this, and what they need. */
  only?: string;
  /** Seed of all random data; drawn when absent. */
  seed?: number;
  signal?: AbortSignal;
}

/**
 * Grades one subject against one lab's checks, as vitest tests in this process's child.
 *
 * @throws Error with a sentence when the lab has no checks or the subject cannot be found.
 */
export async function grade(options: GradeOptions): Promise<LabResult> {
  throw new Error(`not written yet: ${options.lab}`);
}

/**
 * Grades now and after every save below the subject's folder, until `signal` aborts.
 *
 * @param onResult called with each finished grading
 */
export async function watch(
  options: GradeOptions & { signal: AbortSignal },
  onResult: (result: LabResult) => void,
): Promise<void> {
  onResult(await grade(options));
}
