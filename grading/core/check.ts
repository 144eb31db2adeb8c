/**
 * How a check is declared. A file of checks is a file of vitest tests: each `check` registers one,
 * and adds what a mark needs — the exercise, the points, what it depends on and where the README
 * states the rule.
 *
 *     const check = checksOf("01-echo");
 *
 *     check("01.5", "the server sends back every byte", { needs: [...] }, async (stage) => {
 *       const server = await stage.server();
 *       const client = await stage.connect(server);
 *       client.send("hello\n");
 *       await client.expectBytes("hello\n", "the echo");
 *     });
 */
import { afterAll, inject, test } from "vitest";
import { renderFailure } from "../report/failure-text.ts";
import type { CheckResult } from "../report/result.ts";
import { type CheckDefinition, emptyResult, Session } from "./session.ts";
import type { Stage } from "./stage.ts";
import { type Subject, workedSolution } from "./subject.ts";

/** What a grading hands to the test run. */
export interface GradingInput {
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
    grading: GradingInput | undefined;
  }
  interface TaskMeta {
    result?: CheckResult;
    /** What stands for the result when this check never ends. */
    unjudged?: CheckResult;
    paceMs?: number;
  }
}

export interface CheckOptions {
  /** What a pass is worth; 1 when not said. */
  points?: number;
  needs?: readonly string[];
  /** Words of the rule in *The wire* that it looks at, as they stand there: see course/rules.ts. */
  rule?: string;
}

export type Check = (
  exercise: string,
  title: string,
  options: CheckOptions,
  body: (stage: Stage) => Promise<void>,
) => void;

/** Whether a check's title holds what a person typed, in capitals or not. */
export function holdsWords(title: string, typed: string): boolean {
  return title.toLowerCase().includes(typed.toLowerCase());
}

/** Where declared checks go while a file is read for its definitions alone. */
let collected: CheckDefinition[] | undefined;

/** The `check` function of one lab's file. */
export function checksOf(lab: string): Check {
  const definitions = collected ?? [];
  const isTestRun = collected === undefined;
  const session = isTestRun ? lazySession(lab, definitions) : undefined;
  return (exercise, title, { points = 1, needs = [], rule }, body) => {
    const definition = { lab, exercise, title, points, needs, rule, body };
    definitions.push(definition);
    if (session !== undefined) declareTest(definition, session);
  };
}

/**
 * Reads a lab's checks without running them: for the tests of the grader, which run them against
 * many subjects in one process.
 */
export function definitionsOf(lab: string): Promise<readonly CheckDefinition[]> {
  const known = read.get(lab);
  if (known !== undefined) return known;
  const reading = readDefinitions(lab);
  read.set(lab, reading);
  return reading;
}

const read = new Map<string, Promise<readonly CheckDefinition[]>>();

/** One file after the other: which list they add to is the same variable for all. */
let lastReading: Promise<unknown> = Promise.resolve();

function readDefinitions(lab: string): Promise<readonly CheckDefinition[]> {
  const reading = lastReading.then(async () => {
    const definitions: CheckDefinition[] = [];
    collected = definitions;
    try {
      await import(`../labs/${lab}/checks.ts`);
    } finally {
      collected = undefined;
    }
    return definitions;
  });
  lastReading = reading.catch(() => {});
  return reading;
}

function declareTest(definition: CheckDefinition, session: () => Promise<Session>): void {
  const { only } = inject("grading") ?? {};
  if (only !== undefined && definition.exercise !== only && !holdsWords(definition.title, only)) {
    return;
  }
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

function lazySession(lab: string, definitions: readonly CheckDefinition[]): () => Promise<Session> {
  let opening: Promise<Session> | undefined;
  afterAll(async () => {
    const session = await opening;
    await session?.close();
  });
  return () => {
    opening ??= Session.open({ lab, definitions, ...(inject("grading") ?? withoutGrading(lab)) });
    return opening;
  };
}

/** Plain `vitest` on a file of checks, without a grading, checks the worked solution. */
function withoutGrading(lab: string): GradingInput {
  return { subject: workedSolution(lab), seed: 1 };
}
