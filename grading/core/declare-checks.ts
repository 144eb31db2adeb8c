/** Turns checks into vitest tests, inside the run that `grade.ts` starts. */
import { afterAll, inject, test } from "vitest";
import { renderFailure } from "../report/failure-text.ts";
import type { CheckResult } from "../report/result.ts";
import { holdsWords } from "./check.ts";
import { type CheckDefinition, emptyResult, Session } from "./session.ts";
import type { Subject } from "./subject.ts";

/** What a grading hands to the test run. */
export interface GradingInput {
  lab: string;
  subject: Subject;
  seed: number;
  /** Run only checks whose title holds this text, or of the exercise with this number. */
  only?: string;
  /** See SessionOptions. */
  retries?: "all" | "first" | "none";
  limitMs?: number;
  /** While watching: the results of the last grading, and the pace that it measured. */
  known?: readonly CheckResult[];
  paceMs?: number;
}

declare module "vitest" {
  interface ProvidedContext {
    grading: GradingInput;
  }
  interface TaskMeta {
    result?: CheckResult;
    /** What stands for the result when this check never ends. */
    unjudged?: CheckResult;
    paceMs?: number;
  }
}

/** Declares a test for each check that is wanted; all of them share one session. */
export function declareChecks(definitions: readonly CheckDefinition[]): void {
  const grading = inject("grading");
  const session = lazySession(grading, definitions);
  const { only } = grading;
  for (const definition of definitions) {
    const { exercise, title } = definition;
    const isWanted = only === undefined || exercise === only || holdsWords(title, only);
    if (isWanted) declareTest(definition, session);
  }
}

function declareTest(definition: CheckDefinition, session: () => Promise<Session>): void {
  // Started at once; the session lets a few run at a time.
  const meta = { unjudged: emptyResult(definition) };
  test.concurrent(definition.title, { meta }, async (context) => {
    const open = await session();
    // The run is cancelled: what it has started must not go on.
    if (context.signal.aborted) open.giveUp();
    context.signal.addEventListener("abort", () => open.giveUp());
    const result = await open.run(definition);
    context.task.meta.result = result;
    context.task.meta.paceMs = open.paceMs;
    if (result.verdict === "not judged") context.skip(result.reason);
    if (result.verdict === "failed") throw new Error(renderFailure(result));
  });
}

function lazySession(
  grading: GradingInput,
  definitions: readonly CheckDefinition[],
): () => Promise<Session> {
  let opening: Promise<Session> | undefined;
  afterAll(async () => {
    const session = await opening;
    await session?.close();
  });
  return () => {
    opening ??= Session.open({ definitions, ...grading });
    return opening;
  };
}
