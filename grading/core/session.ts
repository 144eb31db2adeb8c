/**
 * One grading of one subject: runs checks, a few at once, lets none run whose need has failed, and
 * turns what happened into results. It is the only place where a verdict is given.
 */

import type { Role } from "../../course/labs.ts";
import type { CheckResult, Verdict } from "../report/result.ts";
import { CheckContext, SharedServer } from "./check-context.ts";
import { diagnose, hasCrashed, notWritten } from "./diagnose.ts";
import { EventLog } from "./event-log.ts";
import { EventLoopLag } from "./event-loop-lag.ts";
import { CheckFailed, GraderWasLate, NotJudged, ProgramFailed } from "./failure.ts";
import { type Finding, findingIn, mayEndYet, mayServeInTurn, ONE_AT_A_TIME } from "./finding.ts";
import { Launcher } from "./launcher.ts";
import { machineErrorText, machineTrouble } from "./machine.ts";
import { refusesPortZero, saysPortIsTaken, toldPort } from "./not-announced.ts";
import { whyNotStarted } from "./not-started.ts";
import { openContext } from "./open-context.ts";
import { paced, setPace, withLongestDeadline } from "./pace.ts";
import type { Program } from "./program.ts";
import { Random } from "./random.ts";
import { Starvation } from "./starvation.ts";
import { type Subject, workedSolution } from "./subject.ts";
import { findOwnPort, mayHaveOwnPort, REFUSES_PORT_ZERO } from "./told-port.ts";
import { WeightedSemaphore } from "./weighted-semaphore.ts";

/** A check as its file declares it. */
export interface CheckDefinition {
  /** The lab's folder, such as "01-echo", or a part's: "09-chat/a-channel". */
  lab: string;
  /** Such as "01.3". */
  exercise: string;
  /** A sentence about the program, unique in its lab: "the server sends back every byte". */
  title: string;
  points: number;
  /** Titles of the checks without which this one says nothing: they pass, or fail where others may go on. */
  needs: readonly string[];
  /** Words of the rule on the lab's page. */
  rule?: string | undefined;
  body: (context: CheckContext) => Promise<void>;
}

/** Most of a check is waiting for programs to start: a few at once use the machine better. */
const CHECKS_AT_ONCE = 5;

/** How often a check is run in which the grader is late. */
const MAX_LATE_ATTEMPTS = 8;

export interface SessionOptions {
  lab: string;
  subject: Subject;
  seed: number;
  definitions: readonly CheckDefinition[];
  /** Earlier results: what has passed on programs that have not changed since is not run again. */
  known?: readonly CheckResult[];
  /** The machine's pace, when it has been measured already: see {@link setPace}. */
  paceMs?: number;
  /**
   * Which checks are run again that timed out, or failed while the grader itself was late. "first": no
   * more after one that was no better the second time, for a person who waits. "none": for tests of the
   * grader itself.
   */
  retries?: "all" | "first" | "none";
  /** How long the whole grading may last, in milliseconds, on a quick machine; as long as it takes when absent. */
  limitMs?: number;
  /** True: checks of an exercise that is not written yet are run all the same, for tests of the checks. */
  runsUnwritten?: boolean;
  /** Tells when the grader was late; for tests of the grader itself, which must not depend on the machine. */
  eventLoopLag?: Pick<EventLoopLag, "since" | "stop">;
  /** How long a process has waited for a processor; for tests of the grader itself, too. */
  waitedMs?: (pid: number) => number;
}

export class Session {
  readonly #options: SessionOptions;
  readonly #launcher: Launcher;
  readonly #shared = new SharedServer();
  readonly #results = new Map<string, Promise<CheckResult>>();
  readonly #slots = new WeightedSemaphore(CHECKS_AT_ONCE);
  readonly #eventLoopLag: Pick<EventLoopLag, "since" | "stop">;
  /** By its sentence, the check that tells a finding about the whole program. */
  readonly #findings = new Map<string, string>();
  /** Whether the server has a port of its own, once that was tried. */
  #ownPort: Promise<Finding | undefined> | undefined;
  #retries: boolean;
  readonly #contexts = new Set<CheckContext>();
  readonly #limitReached = Promise.withResolvers<void>();
  #isOver = false;
  readonly #limitMs: number;
  #limitTimer: NodeJS.Timeout | undefined;
  /** What the worked solution's server took to start, in milliseconds. */
  readonly paceMs: number;

  private constructor(options: SessionOptions, launcher: Launcher, paceMs: number) {
    this.#options = options;
    this.#launcher = launcher;
    this.#retries = options.retries !== "none";
    this.#eventLoopLag = options.eventLoopLag ?? new EventLoopLag();
    this.paceMs = paceMs;
    this.#limitMs = paced(options.limitMs ?? 0);
    if (options.limitMs === undefined) return;
    this.#limitTimer = setTimeout(() => this.giveUp(), this.#limitMs);
  }

  /** Compiles the subject and measures this machine's pace. */
  static async open(options: SessionOptions): Promise<Session> {
    const [launcher, paceMs] = await Promise.all([
      Launcher.prepare(options.subject, options.lab),
      options.paceMs ?? measurePace(options.lab),
    ]);
    setPace(paceMs);
    return new Session(options, launcher, paceMs);
  }

  /** Runs a check, after those that it needs; a check runs once in a session. */
  run(definition: CheckDefinition): Promise<CheckResult> {
    const known = this.#results.get(definition.title);
    if (known !== undefined) return known;
    const result = Promise.race([
      this.#runAfterNeeds(definition),
      this.#limitReached.promise.then(() => this.#lateResult(definition)),
    ]);
    this.#results.set(definition.title, result);
    return result;
  }

  async close(): Promise<void> {
    clearTimeout(this.#limitTimer);
    this.#eventLoopLag.stop();
    await this.#shared.stop();
    await this.#launcher.sweep();
  }

  /** The whole grading has lasted too long, or is cancelled: what has not been judged by now is not judged. */
  giveUp(): void {
    this.#isOver = true;
    this.#limitReached.resolve();
    for (const context of this.#contexts) void context.abandon();
  }

  #lateResult(definition: CheckDefinition): CheckResult {
    const seconds = Math.round(this.#limitMs / 1000);
    const reason = `the grading reached its deadline of ${seconds} s`;
    return { ...emptyResult(definition), isLate: true, reason };
  }

  async #runAfterNeeds(definition: CheckDefinition): Promise<CheckResult> {
    const { exercise } = definition;
    if (this.#options.runsUnwritten !== true && this.#launcher.isUnwritten(exercise)) {
      return unwrittenResult(definition);
    }
    const needs = definition.needs.map((title) => this.#runNeeded(title, definition));
    // While watching, what a check needs has mostly passed a moment ago: then it does not wait.
    const early = this.#passedLastTime(definition.needs) ? this.#runOrKnown(definition) : undefined;
    for (const { verdict, title, mayOthersGoOn } of await Promise.all(needs)) {
      if (verdict === "passed" || mayOthersGoOn === true) continue;
      await early;
      return { ...emptyResult(definition), reason: `needs "${title}"` };
    }
    return await (early ?? this.#runOrKnown(definition));
  }

  #runNeeded(title: string, definition: CheckDefinition): Promise<CheckResult> {
    const needed = this.#options.definitions.find((one) => one.title === title);
    if (needed !== undefined) return this.run(needed);
    throw new Error(`check "${definition.title}" needs "${title}", which is no check`);
  }

  #passedLastTime(titles: readonly string[]): boolean {
    return titles.every((title) => this.#lastResult(title)?.verdict === "passed");
  }

  #lastResult(title: string): CheckResult | undefined {
    return this.#options.known?.find((result) => result.title === title);
  }

  async #runOrKnown(definition: CheckDefinition): Promise<CheckResult> {
    return this.#knownPass(definition) ?? (await this.#judge(definition));
  }

  /** The earlier pass of a check on programs that have not changed since. */
  #knownPass({ title }: CheckDefinition): CheckResult | undefined {
    const last = this.#lastResult(title);
    const isSame = last?.programs?.every(
      ({ role, fingerprint }) => this.#launcher.fingerprintOf(role) === fingerprint,
    );
    return last?.verdict === "passed" && isSame === true ? last : undefined;
  }

  /** What these programs are made of; undefined when it is not known of each. */
  #programsOf(roles: readonly Role[]): CheckResult["programs"] {
    const programs = roles.flatMap((role) => {
      const fingerprint = this.#launcher.fingerprintOf(role);
      return fingerprint === undefined ? [] : [{ role, fingerprint }];
    });
    return programs.length < roles.length ? undefined : programs;
  }

  async #judge(definition: CheckDefinition): Promise<CheckResult> {
    const lengthMs = this.#lastResult(definition.title)?.durationMs ?? 0;
    let first = await this.#attemptInTurn(definition, lengthMs);
    for (let count = 1; first.doubt === "grader was late" && count < MAX_LATE_ATTEMPTS; count++) {
      first = await this.#alone(() => this.#attempt(definition, { isAlone: true }));
    }
    const { doubt } = first;
    if (doubt === undefined || doubt === "grader was late") return first.result;
    // The server had ended already, by itself, after an earlier check: this one has not seen it yet.
    // Or another server of this subject had the only port that it knows: now this check runs alone.
    if (doubt === "server was gone" || doubt === "port was taken") {
      return (await this.#attemptInTurn(definition)).result;
    }
    if (!this.#retries) return first.result;
    // Too slow is not wrong: once more, with nothing else running here. The better verdict counts.
    const second = await this.#alone(async () => {
      await this.#measurePaceAgain();
      return await this.#attempt(definition, { isAlone: true });
    });
    if (second.doubt === "grader was late") return first.result;
    if (second.doubt !== undefined && this.#options.retries === "first") this.#retries = false;
    if (second.result.verdict === first.result.verdict) return first.result;
    return { ...second.result, attempts: [first.result.verdict, second.result.verdict] };
  }

  /** A few checks run at once; of a server that cannot run twice, one. */
  #attemptInTurn(definition: CheckDefinition, lengthMs = 0): Promise<Attempt> {
    if (this.#shared.isAlone) {
      return this.#alone(() => this.#attempt(definition, { isAlone: true }), lengthMs);
    }
    return this.#slots.hold(1, () => this.#attempt(definition), lengthMs);
  }

  /** Attempts with nothing else running here. */
  #alone(attempt: () => Promise<Attempt>, lengthMs = 0): Promise<Attempt> {
    const work = async () => {
      await this.#shared.stop();
      return await attempt();
    };
    return this.#slots.hold(CHECKS_AT_ONCE, work, lengthMs);
  }

  /** The machine may have become slower since the first time. */
  async #measurePaceAgain(): Promise<void> {
    const startMs = await startWorkedSolution(this.#options.lab);
    setPace(Math.max(this.paceMs, startMs));
  }

  async #attempt(definition: CheckDefinition, { isAlone } = { isAlone: false }): Promise<Attempt> {
    if (this.#isOver) return { result: this.#lateResult(definition) };
    const start = performance.now();
    const eventLog = new EventLog();
    const random = new Random(this.#options.seed + hashOf(definition.title));
    const { waitedMs } = this.#options;
    const starvation = new Starvation(waitedMs);
    const context = new CheckContext(eventLog, random, this.#launcher, this.#shared, starvation);
    this.#contexts.add(context);
    let outcome: Outcome = { verdict: "passed" };
    let doubt: Doubt;
    try {
      await definition.body(context);
    } catch (error) {
      outcome = await explain(error, context, definition.exercise, this.#launcher.folder);
      if (error instanceof GraderWasLate) doubt = "grader was late";
      if (outcome.verdict === "failed") doubt = this.#doubtOf(error, context, { start, isAlone });
      if (outcome.verdict === "failed" && (doubt === undefined || doubt === "too slow")) {
        const finding =
          error instanceof ProgramFailed
            ? error.finding
            : ((await findingBehind(outcome, context, error)) ?? (await this.#portBehind(context)));
        if (finding !== undefined) {
          outcome = this.#toldOnce(finding, definition, outcome);
          doubt = undefined;
        }
      }
    }
    const steps = eventLog.steps();
    const roles = context.programs().map(({ voice }) => voice);
    await context.clear(outcome.verdict !== "passed");
    this.#contexts.delete(context);
    if (outcome.verdict === "passed" && roles.includes("server")) {
      const untold = await this.#untoldFinding(definition);
      if (untold !== undefined) outcome = this.#toldOnce(untold, definition, outcome);
    }
    const programs = this.#programsOf(roles);
    const result: CheckResult = {
      ...emptyResult(definition),
      ...outcome,
      ...(programs === undefined ? {} : { programs }),
      ...(context.mayOthersGoOn ? { mayOthersGoOn: true } : {}),
      story: steps,
      durationMs: performance.now() - start,
    };
    return { result, doubt };
  }

  /** The first check that fails by a finding tells it; nothing can be said of the others. */
  #toldOnce(
    { sentence, because, cause }: Finding,
    { title }: CheckDefinition,
    { failure }: Outcome,
  ): Outcome {
    const first = this.#findings.get(sentence) ?? title;
    this.#findings.set(sentence, first);
    if (first !== title) return { verdict: "not judged", reason: `because ${because}` };
    return {
      verdict: "failed",
      failure: { ...failure, expectation: sentence, cause, isFinding: true },
    };
  }

  /** What is wrong with the server's port, where that may be behind a failure. */
  async #portBehind(context: CheckContext): Promise<Finding | undefined> {
    const programs = context.programs();
    if (this.#shared.refusesPortZero && programs.some(refusesPortZero)) return REFUSES_PORT_ZERO;
    return programs.some(mayHaveOwnPort) ? await this.#findOwnPort() : undefined;
  }

  /**
   * A finding that makes no check fail: the first check that passes, and that no other needs, fails in its
   * place.
   */
  async #untoldFinding({ title }: CheckDefinition): Promise<Finding | undefined> {
    const isNeeded = this.#options.definitions.some(({ needs }) => needs.includes(title));
    if (isNeeded) return undefined;
    const finding = this.#shared.refusesPortZero ? REFUSES_PORT_ZERO : await this.#findOwnPort();
    if (finding === undefined || this.#findings.has(finding.sentence)) return undefined;
    this.#findings.set(finding.sentence, title); // at once: other checks wait for the same finding
    return finding;
  }

  #findOwnPort(): Promise<Finding | undefined> {
    this.#ownPort ??= this.#tryPort();
    return this.#ownPort;
  }

  async #tryPort(): Promise<Finding | undefined> {
    const random = new Random(this.#options.seed);
    const context = new CheckContext(new EventLog(), random, this.#launcher, new SharedServer());
    this.#contexts.add(context);
    try {
      return await findOwnPort(context, this.#shared.flags);
    } finally {
      await context.clear(true);
      this.#contexts.delete(context);
    }
  }

  #doubtOf(
    error: unknown,
    context: CheckContext,
    { start, isAlone }: { start: number; isAlone: boolean },
  ): Doubt {
    if (context.noticeLostServer()) return "server was gone";
    if (!isAlone && context.programs().some(hasCollided)) {
      this.#shared.isAlone = true;
      return "port was taken";
    }
    const isSlow = error instanceof CheckFailed && error.timedOut;
    const isLate = context.wasStarved || this.#eventLoopLag.since(start);
    return isSlow || isLate ? "too slow" : undefined;
  }
}

/**
 * Why an attempt may say nothing: the program or the grader was too slow, there was no server any more,
 * another one had its port, or the grader saw nothing of what it looked for.
 */
type Doubt = "too slow" | "server was gone" | "port was taken" | "grader was late" | undefined;

/** Whether a server that was told to take any port has found it taken. */
function hasCollided(program: Program): boolean {
  return toldPort(program) === "0" && saysPortIsTaken(program);
}

/** What has become of a check. */
type Outcome = Partial<CheckResult> & { verdict: Verdict };

interface Attempt {
  result: CheckResult;
  doubt?: Doubt;
}

/** What an error in a check means: the program is wrong, nothing can be said, or the grader is at fault. */
async function explain(
  error: unknown,
  context: CheckContext,
  exercise: string,
  folder: string,
): Promise<Outcome> {
  const trouble = await troubleBehind(error, context, folder);
  if (trouble !== undefined) return { verdict: "not judged", reason: trouble, fault: true };
  if (error instanceof CheckFailed) {
    await untilCrashesAreTold(context, exercise);
    const told = diagnose(context.programs(), exercise, error.likelyCause);
    return { verdict: "failed", failure: { ...error.failure, ...told } };
  }
  if (error instanceof NotJudged) {
    const fault = error.isFault ? { fault: true } : {};
    return { verdict: "not judged", reason: error.message, ...fault };
  }
  const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { verdict: "not judged", reason: `the grader is at fault: ${fault}`, fault: true };
}

/** What is true of the whole program and explains this failure; nothing where a crash explains it. */
async function findingBehind(
  outcome: Outcome,
  context: CheckContext,
  error: unknown,
): Promise<Finding | undefined> {
  const programs = context.programs();
  if (outcome.failure?.unwritten !== undefined || programs.some(hasCrashed)) return undefined;
  let finding = findingIn(programs);
  const isLate = error instanceof CheckFailed && error.timedOut;
  if (finding === undefined && isLate && mayServeInTurn(programs)) {
    finding = (await context.servesInTurn()) ? ONE_AT_A_TIME : undefined;
  }
  if (!mayEndYet(finding)) return finding;
  await context.hangUp();
  return findingIn(programs) ?? finding;
}

/** What the machine could not do, when that is behind the failure. */
async function troubleBehind(
  error: unknown,
  context: CheckContext,
  folder: string,
): Promise<string | undefined> {
  const programs = context.programs();
  const errors = [error, ...programs.map(({ startError }) => startError)];
  const text = errors.map(machineErrorText).find((one) => one !== undefined);
  if (text !== undefined || !(error instanceof CheckFailed)) return text;
  const notStarted = programs.map(whyNotStarted).find((one) => one !== undefined);
  if (notStarted !== undefined) return notStarted;
  return await machineTrouble(folder);
}

/** A connection's end is seen before the end of the process that caused it: waits for its last words. */
async function untilCrashesAreTold(context: CheckContext, exercise: string): Promise<void> {
  await Promise.all(
    context
      .programs()
      .map((program) =>
        program.changes.until(
          () =>
            program.exit !== undefined || diagnose([program], exercise).unwritten !== undefined
              ? true
              : undefined,
          paced(LAST_WORDS_MS),
        ),
      ),
  );
}

/** Long enough for a process to print its stack trace and end; paid only by checks that failed. */
const LAST_WORDS_MS = 150;

/** The result of a check of which nothing is known yet. */
export function emptyResult(definition: CheckDefinition): CheckResult {
  const { lab, exercise, title, points, rule } = definition;
  return {
    lab,
    exercise,
    title,
    points,
    ...(rule === undefined ? {} : { rule }),
    verdict: "not judged",
    story: [],
    durationMs: 0,
  };
}

/** Nothing that an unwritten exercise does is its own: neither a pass nor another cause would be true. */
function unwrittenResult(definition: CheckDefinition): CheckResult {
  const { exercise } = definition;
  const failure = {
    expectation: `Exercise ${exercise} should be written; it is not.`,
    ...notWritten(exercise),
  };
  return { ...emptyResult(definition), verdict: "failed", failure };
}

/** A number from a title, so that a check's random data do not depend on which checks ran before it. */
function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) | 0;
  return hash;
}

const paces = new Map<string, Promise<number>>();

/** Measures once in this process how long the worked solution's server takes to start here and now. */
function measurePace(lab: string): Promise<number> {
  const known = paces.get(lab);
  if (known !== undefined) return known;
  const measuring = startWorkedSolution(lab);
  paces.set(lab, measuring);
  return measuring;
}

/** The time from spawn to ready, in milliseconds; the time until it was given up when it came to nothing. */
function startWorkedSolution(lab: string): Promise<number> {
  return withLongestDeadline(async () => {
    const { context, close } = await openContext(workedSolution(lab), lab);
    const start = performance.now();
    let startMs = 0;
    try {
      await context.ownServer();
    } catch (error) {
      // So slow is the machine. Any other trouble is told by the first check, which meets it too.
      if (!(error instanceof CheckFailed)) throw error;
    } finally {
      startMs = performance.now() - start;
      await close();
    }
    return startMs;
  });
}
