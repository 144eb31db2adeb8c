/**
 * Grades one subject with one lab's checks. The checks are vitest tests: this starts vitest on their
 * file, hands it the subject, and collects what each check found.
 *
 * The marks are computed here, in the grader's own process, from what its own tests found. What the
 * graded program prints is only ever shown.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { SerializedError, TestCase, TestModule } from "vitest/node";
import { exercisesOf, placeInCopy } from "../course/exercises.ts";
import { allLabs, findLab } from "../course/labs.ts";
import type { GradingInput } from "./core/declare-checks.ts";
import { clearAtEnd, clearDead, clearOwn } from "./core/leftovers.ts";
import { paced } from "./core/pace.ts";
import type { Subject } from "./core/subject.ts";
import { requireGradable } from "./gradable.ts";
import { gradeAtEverySave, type SaveOptions } from "./grade-at-every-save.ts";
import type { CheckResult, LabResult } from "./report/result.ts";
import { besideTypeCheck } from "./type-errors.ts";
import { createVitestWithoutHome } from "./vitest-without-home.ts";

const ROOT = resolve(fileURLToPath(new URL("..", import.meta.url)));

export interface GradeOptions {
  /** The lab's folder, such as "01-echo", or a part's: "09-chat/a-channel". */
  lab: string;
  subject: Subject;
  /** Run only checks whose title contains this, or of the exercise with this number, and what they need. */
  only?: string;
  /** Seed of all random data; drawn when absent. */
  seed?: number;
  /** Which checks that timed out are run again; "first" spares a person who waits. */
  retries?: "all" | "first";
  /** How long the whole grading may last, in milliseconds, on a quick machine; a minute when absent. */
  limitMs?: number;
  /** The file that declares the checks, for tests of the grader; when absent, the one for all labs. */
  checks?: string;
  /** For tests of the grader too: see CLOSING_MS. */
  closingMs?: number;
}

/** Right programs need a quarter of it. Whoever waits in every check is not worth waiting for. */
const LIMIT_MS = 60_000;

/** How long the thread of the checks may need at the deadline to end what it has started. */
const CLOSING_MS = 5_000;

/**
 * Grades once.
 *
 * @throws Error with a sentence when there is nothing to grade, or the checks cannot be run
 */
export async function grade(options: GradeOptions): Promise<LabResult> {
  requireGradable(options.subject);
  const results: LabResult[] = [];
  clearAtEnd("Stopped: there is no verdict");
  return await withTypeErrors(options, async () => {
    const runs = await open(options, (result) => results.push(result));
    await runs.start();
    await runs.close();
    const [result] = results;
    if (result === undefined) throw noCheckHasRun(options.lab);
    return result;
  });
}

async function withTypeErrors(
  { subject, lab }: GradeOptions,
  judge: () => Promise<LabResult>,
): Promise<LabResult> {
  const { result, typeErrors } = await besideTypeCheck(subject, lab, judge);
  return typeErrors.length === 0 ? result : { ...result, typeErrors };
}

/** What happens while {@link watch} waits and grades. */
export type WatchEvents = Pick<SaveOptions<LabResult>, "onChecking" | "onResult" | "onMissing">;

/** Grades a folder now, and again after every save below it, until a signal ends the process. */
export async function watch(
  options: GradeOptions & { folder: string },
  events: WatchEvents,
): Promise<void> {
  let latest: LabResult | undefined;
  let runs: Runs | undefined;
  clearAtEnd("Stopped watching");
  try {
    await gradeAtEverySave({
      ...events,
      signal: new AbortController().signal, // never: see clearAtEnd
      folder: options.folder,
      grade: (overtaken) =>
        withTypeErrors(options, async () => {
          runs ??= await open(options, (result) => {
            latest = result;
          });
          latest = undefined;
          await runs.start(overtaken);
          if (runs.hasStalled()) {
            await runs.close();
            runs = undefined;
          }
          if (latest === undefined) throw noCheckHasRun(options.lab);
          return latest;
        }),
    });
  } finally {
    await runs?.close();
  }
}

/** See {@link LabResult.exerciseFiles}. */
function exerciseFilesIn({ folder }: Subject, labFolder: string): string[] {
  const lab = findLab(labFolder, allLabs());
  if (folder === undefined || lab === undefined) return [];
  const files = exercisesOf(lab).map(({ file }) => placeInCopy(labFolder, file));
  return [...new Set(files)].filter((file) => existsSync(join(folder, file)));
}

function noCheckHasRun(lab: string): Error {
  return new Error(`Cannot grade ${lab}: no check has run`);
}

/** Gradings of one subject, one after the other. */
interface Runs {
  /** Grades once; without a result when the signal comes first. */
  start(signal?: AbortSignal): Promise<void>;
  /** Whether the thread of the checks had to be ended: then there can be no further run. */
  hasStalled(): boolean;
  close(): Promise<void>;
}

/** Prepares vitest for gradings of one subject. */
async function open(options: GradeOptions, onResult: (result: LabResult) => void): Promise<Runs> {
  const began = performance.now();
  clearDead();
  const { lab, subject, only, retries = "all", limitMs = LIMIT_MS } = options;
  const { checks: file = "grading/lab.check.ts" } = options;
  const checks = `grading/labs/${lab}/checks.ts`;
  if (!existsSync(resolve(ROOT, checks)))
    throw new Error(`Cannot grade ${lab}: ${checks} is missing`);
  const seed = options.seed ?? Math.floor(Math.random() * 1_000_000);
  const part = only === undefined ? {} : { only };
  const grading: GradingInput = { lab, subject, seed, retries, limitMs, ...part };
  const watchdog = new Watchdog({ limitMs, closingMs: options.closingMs ?? CLOSING_MS }, () => {
    // The first asks the thread, which may hear nothing; the second, while the first waits, ends it.
    void vitest.cancelCurrentRun("keyboard-input");
    void vitest.cancelCurrentRun("keyboard-input");
  });
  const collector = new Collector(watchdog, began, ({ checks, paceMs, timing, faults }) => {
    if (checks.length === 0 && faults.length > 0) throw faultOf(faults);
    const exerciseFiles = exerciseFilesIn(subject, lab);
    const about = { lab, subject: subject.name, exerciseFiles, ...part, seed };
    onResult({ ...about, isolation: "L1", checks, timing });
    // The next run of a watch: what has passed on unchanged programs is known.
    const measured = paceMs === undefined ? {} : { paceMs };
    vitest.getRootProject().provide("grading", { ...grading, known: checks, ...measured });
  });
  // Not startVitest: in a terminal it would take the keyboard, and with it Ctrl-C.
  const vitest = await createVitestWithoutHome({
    root: ROOT,
    config: false,
    // Not vitest's own: it knows the grader's files, and nothing of the subject's.
    watch: false,
    include: [file],
    reporters: [collector],
    provide: { grading },
    pool: "threads",
    isolate: false,
    // A check has deadlines of its own, which know the machine's pace and say what was awaited.
    testTimeout: 0,
    hookTimeout: 0,
    maxConcurrency: 1_000,
    disableConsoleIntercept: true,
    forceRerunTriggers: [],
  });
  return {
    start: async (signal) => {
      collector.stopAt(signal, () => vitest.cancelCurrentRun("keyboard-input"));
      await vitest.start([file]);
    },
    hasStalled: () => watchdog.hasStalled,
    close: async () => {
      await vitest.close();
      // The thread would have done it.
      if (watchdog.hasStalled) clearOwn();
    },
  };
}

/**
 * Ends a grading that does not end at its deadline. The deadline's own timer is in the thread of the
 * checks, and a check that keeps the thread busy keeps the timer from firing.
 */
class Watchdog {
  readonly #times: { limitMs: number; closingMs: number };
  readonly #onStall: () => void;
  #timer: NodeJS.Timeout | undefined;
  hasStalled = false;

  constructor(times: { limitMs: number; closingMs: number }, onStall: () => void) {
    this.#times = times;
    this.#onStall = onStall;
  }

  /** Waits from now on, at the pace of the slowest machine as long as none has been measured. */
  watch(paceMs = Number.POSITIVE_INFINITY): void {
    const { limitMs, closingMs } = this.#times;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.hasStalled = true;
      this.#onStall();
    }, paced(limitMs, paceMs) + closingMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

interface Collected {
  checks: CheckResult[];
  paceMs: number | undefined;
  timing: Record<string, number>;
  faults: SerializedError[];
}

/** A fault crosses from vitest's thread as plain data: an error of the system keeps its `code` and `path`. */
function faultOf(faults: readonly SerializedError[]): Error {
  const message = faults.map((fault) => fault.message).join("\n");
  return Object.assign(new Error(message), faults[0], { message });
}

/** A vitest reporter that shows nothing and keeps each check's result. */
class Collector {
  readonly #watchdog: Watchdog;
  readonly #onEnd: (collected: Collected) => void;
  /** When this process began to start vitest; later runs of a watch begin by themselves. */
  #began: number | undefined;
  #runBegan = 0;
  #firstCheck = 0;
  #paceMs: number | undefined;
  #signal: AbortSignal | undefined;
  #cancel = () => {};

  constructor(watchdog: Watchdog, began: number, onEnd: (collected: Collected) => void) {
    this.#watchdog = watchdog;
    this.#began = began;
    this.#onEnd = onEnd;
  }

  /** Cancels the next run at this signal; then it gives no result. */
  stopAt(signal: AbortSignal | undefined, cancel: () => Promise<void>): void {
    this.#signal = signal;
    this.#cancel = () => void cancel();
  }

  onTestRunStart(): void {
    this.#runBegan = performance.now();
    this.#firstCheck = 0;
    this.#paceMs = undefined;
    this.#watchdog.watch();
  }

  onTestCaseReady(): void {
    if (this.#firstCheck !== 0) return;
    this.#firstCheck = performance.now();
    // Before, vitest has nothing that it could cancel.
    if (this.#signal?.aborted === true) this.#cancel();
    else this.#signal?.addEventListener("abort", this.#cancel);
  }

  onTestCaseResult(test: TestCase): void {
    if (this.#paceMs !== undefined) return;
    this.#paceMs = test.meta().paceMs;
    // The deadline of the checks began a little earlier.
    if (this.#paceMs !== undefined) this.#watchdog.watch(this.#paceMs);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    this.#watchdog.stop();
    this.#signal?.removeEventListener("abort", this.#cancel);
    if (this.#signal?.aborted === true) return;
    // In the order of the file, not of the finish: checks run a few at a time.
    const tests = modules.flatMap((one) => [...one.children.allTests()]);
    const checks = tests.flatMap((test) => {
      const { result, unjudged } = test.meta();
      return result ?? (this.#watchdog.hasStalled ? stalled(unjudged) : []);
    });
    const faults = modules.flatMap((one) => one.errors());
    const now = performance.now();
    const timing = {
      "start of vitest": this.#firstCheck - (this.#began ?? this.#runBegan),
      checks: now - this.#firstCheck,
    };
    this.#onEnd({ checks, paceMs: this.#paceMs, timing, faults });
    this.#began = undefined;
  }
}

function stalled(unjudged: CheckResult | undefined): CheckResult[] {
  const reason =
    "the grader is at fault: it stood still, and was ended after the grading's deadline";
  return unjudged === undefined ? [] : [{ ...unjudged, fault: true, reason }];
}
