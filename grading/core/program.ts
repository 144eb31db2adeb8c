/**
 * A program under test: started in a process group of its own, listened to, and ended with
 * everything that it started. What it prints is data: kept up to a limit, told in the event log, never run.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { quote } from "../report/shown.ts";
import { showDifference } from "./bytes.ts";
import { Changes } from "./changes.ts";
import { type EventLog, lineOnScreen } from "./event-log.ts";
import { CheckFailed, type LikelyCause } from "./failure.ts";
import { differenceOf, nearestLine, wantedLine } from "./nearest-line.ts";
import { deadlineMs } from "./pace.ts";
import { Printed } from "./printed.ts";
import { Pump } from "./pump.ts";
import { untilAsleep, untilQuiet } from "./quiet.ts";
import { inTheSource } from "./source-positions.ts";

/** When a program has ended and its output has not, the rest is a child's. */
const OPEN_PIPE_MS = 500;

export interface ProgramOptions {
  /** "server" or "client", as the event log calls it. */
  voice: "server" | "client";
  command: string[];
  /** The command as a person would type it. */
  shown: string;
  cwd: string;
  environment: NodeJS.ProcessEnv;
  eventLog: EventLog;
  /** Its data folder. */
  data: string;
  /** Whether Node runs it: causes may then name what Node has. */
  isNode: boolean;
  /** The flags that the check gave. */
  flags: readonly string[];
}

/** How a program ended. */
export interface Exit {
  status: number | null;
  signal: NodeJS.Signals | null;
}

type StreamName = "stdout" | "stderr";

const STREAMS = { stdout: "standard output", stderr: "standard error" } as const;

export class Program {
  readonly voice: "server" | "client";
  /** The folder for its files, as it was told. */
  readonly data: string;
  readonly isNode: boolean;
  /** The first word of the command. */
  readonly file: string;
  /** Set by a check that makes a part of the program crash: then that is no cause of a failure. */
  isCrashWanted = false;
  /** The flags that it was started with. */
  readonly flags: readonly string[];
  #wasTold = false;
  readonly changes = new Changes();
  #eventLog: EventLog;
  #exit: Exit | undefined;
  #startError: Error | undefined;
  #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #input: Pump;
  readonly #printed: Record<StreamName, Printed>;
  /** Lines before this one belong to an earlier check. */
  #from: Record<StreamName, number> = { stdout: 0, stderr: 0 };
  readonly #signals = new Set<NodeJS.Signals>();
  readonly #over = Promise.withResolvers<void>();

  constructor(options: ProgramOptions) {
    this.voice = options.voice;
    this.data = options.data;
    this.isNode = options.isNode;
    this.flags = options.flags;
    this.#eventLog = options.eventLog;
    const [file = "", ...args] = options.command;
    this.file = file;
    options.eventLog.tell(this.voice, `started: ${options.shown}`);
    this.#child = spawn(file, args, {
      cwd: options.cwd,
      env: options.environment,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child.on("error", (error) => {
      this.#startError = error;
      this.#ended({ status: null, signal: null }, error.message);
    });
    this.#child.on("exit", (status, signal) => this.#ended({ status, signal }));
    // Without a descriptor left, Node makes no streams either, and reports that only later.
    const { stdin }: { stdin?: Writable } = this.#child;
    if (stdin === undefined) throw Object.assign(new Error("no descriptor"), { code: "EMFILE" });
    this.#input = new Pump(this.#child.stdin);
    this.#child.stdin.on("error", () => {}); // the program does not read: that is its affair
    this.#printed = { stdout: this.#collect("stdout"), stderr: this.#collect("stderr") };
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** How it ended; undefined while it runs. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** Whether the grader has typed something, or sent a signal: what follows is the answer to that. */
  get wasTold(): boolean {
    return this.#wasTold;
  }

  /** Why the system could not start it; undefined when it could. */
  get startError(): Error | undefined {
    return this.#startError;
  }

  /** All bytes of standard output so far. */
  get output(): Buffer {
    return this.#printed.stdout.bytes;
  }

  /** The first bytes of standard output so far, this many at most. */
  outputUpTo(byteCount: number): Buffer {
    return this.#printed.stdout.bytesUpTo(byteCount);
  }

  /** The whole lines printed during this check. */
  lines(stream: StreamName = "stdout"): string[] {
    return this.#printed[stream].lines.slice(this.#from[stream]);
  }

  /** Looks for a line of this check that the pattern matches: at each call through those that have come since. */
  finder(pattern: RegExp, stream: StreamName = "stdout"): () => RegExpExecArray | undefined {
    const { lines } = this.#printed[stream];
    let next = this.#from[stream];
    return () => {
      for (; next < lines.length; next++) {
        const match = pattern.exec(lines[next] ?? "");
        if (match !== null) return match;
      }
      return undefined;
    };
  }

  /** What the program printed last without a line end, such as a prompt; empty when it ended its line. */
  get unfinishedLine(): string {
    const { stdout, stderr } = this.#printed;
    return stdout.unfinished === "" ? stderr.unfinished : stdout.unfinished;
  }

  /** What was printed in this program's life, for the search of a cause; of very much, both ends. */
  get everythingPrinted(): string {
    const { stdout, stderr } = this.#printed;
    return [stdout.beginningAndEnd, stderr.beginningAndEnd].join("\n");
  }

  /** A new check goes on with this running program: its lines and its event log begin here. */
  goOnIn(eventLog: EventLog, introduction: string): void {
    this.#eventLog = eventLog;
    const { stdout, stderr } = this.#printed;
    this.#from = { stdout: stdout.lines.length, stderr: stderr.lines.length };
    eventLog.tell(this.voice, introduction);
  }

  /** Types into the program's standard input. */
  type(text: string | Uint8Array): void {
    this.#wasTold = true;
    const shown = typeof text === "string" ? quote(text) : `${text.length} bytes`;
    this.#eventLog.tell("grader", `typed into the ${this.voice}: ${shown}`);
    this.#input.write(Buffer.from(text));
  }

  /** How much typed input the program has not taken yet, in bytes. */
  get inputWaiting(): number {
    return this.#input.left;
  }

  /** Waits until the program takes nothing more of its input, or has taken all of it. */
  untilStuck(): Promise<void> {
    return untilQuiet(() => this.inputWaiting, this.pid);
  }

  /**
   * Waits until the program has printed exactly these bytes on standard output, in all its life.
   *
   * @param cause the likely cause, also as a function of what was printed instead
   * @throws CheckFailed as soon as a byte is wrong, the program ends, or the deadline passes
   */
  async expectOutput(
    data: string | Uint8Array,
    what: string,
    cause?: LikelyCause | ((printed: Buffer) => LikelyCause),
  ): Promise<void> {
    const expected = Buffer.from(data);
    const printedBytes = () => this.#printed.stdout.byteCount;
    let decided: true | undefined;
    // A program may write each line by itself: on a busy machine, it has time as long as more comes.
    for (let before = -1; decided === undefined && printedBytes() > before; ) {
      before = printedBytes();
      decided = await this.changes.until(() => {
        const isOver = printedBytes() >= expected.length || this.#exit !== undefined;
        return isOver ? true : undefined;
      }, deadlineMs());
    }
    const printed = this.output;
    if (printed.equals(expected)) return;
    throw new CheckFailed(
      `${what}: the ${this.voice} printed ${printed.length} bytes, expected ${expected.length}\n${showDifference(expected, printed)}`,
      typeof cause === "function" ? cause(printed) : cause,
      { timedOut: decided === undefined },
    );
  }

  /** Ends the program's standard input, as Ctrl-D does. */
  endInput(): void {
    this.#wasTold = true;
    this.#eventLog.tell("grader", `ended the ${this.voice}'s input`);
    this.#input.end();
  }

  /**
   * Whether a signal that the grader sent has ended the program: it does not handle it. No program can
   * handle SIGKILL.
   */
  get wasKilledBySignal(): boolean {
    const signal = this.#exit?.signal;
    return typeof signal === "string" && signal !== "SIGKILL" && this.#signals.has(signal);
  }

  /**
   * Asks the program to end, as a person does: once it has started. One that says that it listens may
   * handle signals only a moment later, and its mark must not depend on who is first.
   */
  async askToStop(signal: "SIGINT" | "SIGTERM"): Promise<void> {
    await untilAsleep(this.pid);
    this.signal(signal);
  }

  /** Sends a signal to the program alone and at once, as `kill` does. */
  signal(signal: NodeJS.Signals): void {
    this.#wasTold = true;
    this.#signals.add(signal);
    this.#eventLog.tell("grader", `sent ${signal} to the ${this.voice}`);
    this.#child.kill(signal);
  }

  /**
   * Waits for a line that the pattern matches; returns the match.
   *
   * @param options.causeOfEnd why the program may have ended before
   * @throws CheckFailed when the program ends or the deadline passes first
   */
  async expectLine(
    pattern: RegExp,
    what: string,
    {
      stream = "stdout",
      cause,
      causeOfEnd = cause,
    }: { stream?: StreamName; cause?: LikelyCause; causeOfEnd?: LikelyCause } = {},
  ): Promise<RegExpExecArray> {
    const search = this.finder(pattern, stream);
    const found = await this.changes.until(
      () => search() ?? (this.#exit === undefined ? undefined : "ended"),
      deadlineMs(),
    );
    if (found !== undefined && found !== "ended") return found;
    const ending =
      found === "ended"
        ? `it ${describeExit(this.#exit)}`
        : `it had not after ${deadlineMs() / 1000} s`;
    throw new CheckFailed(
      `The ${this.voice} should have printed ${what} on ${STREAMS[stream]}; ${ending}.${this.#nearestTo(what, stream)}`,
      found === "ended" ? causeOfEnd : cause,
      { timedOut: found === undefined },
    );
  }

  /**
   * Waits until the program has ended, and returns how.
   *
   * @throws CheckFailed when it still runs at the deadline
   */
  async expectExit(
    why: string,
    { cause, within = deadlineMs() }: { cause?: LikelyCause; within?: number } = {},
  ): Promise<Exit> {
    const exit = await this.changes.until(() => this.#exit, within);
    if (exit !== undefined) return exit;
    throw new CheckFailed(
      `The ${this.voice} should have ended ${why}; it still ran after ${within / 1000} s.`,
      cause,
      { timedOut: true },
    );
  }

  /** Waits for the program's end, which must be with this status. */
  async expectStatus(status: number, why: string, cause?: LikelyCause): Promise<void> {
    const exit = await this.expectExit(why, cause === undefined ? {} : { cause });
    if (exit.status === status) return;
    throw new CheckFailed(
      `The ${this.voice} should have ended with status ${status} ${why}; it ${describeExit(exit)}.`,
      cause,
    );
  }

  /** Ends the program and its whole group, and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.#exit === undefined) killGroup(this.pid);
    await this.#over.promise;
    killGroup(this.pid); // what it left behind in its group
    for (const stream of this.#child.stdio) stream?.destroy();
  }

  /** A sentence about the line that may have been meant; empty when there is none. */
  #nearestTo(expected: string, stream: StreamName): string {
    const wanted = wantedLine(expected);
    if (wanted === undefined) return "";
    const other = stream === "stdout" ? "stderr" : "stdout";
    if (this.lines(other).includes(wanted)) return ` It printed the line on ${STREAMS[other]}.`;
    const line = nearestLine(this.lines(stream), expected);
    if (line === undefined) return "";
    const nearest = ` The nearest line that it printed was "${lineOnScreen(line)}".`;
    const difference = differenceOf(line, wanted);
    return difference === undefined ? nearest : `${nearest} ${difference}`;
  }

  #ended(exit: Exit, reason?: string): void {
    if (this.#exit !== undefined) return;
    const settle = () => {
      if (this.#exit !== undefined) return;
      this.#exit = exit;
      this.#eventLog.tell(this.voice, reason ?? describeExit(exit));
      this.#over.resolve();
      this.changes.notify();
    };
    if (reason !== undefined) {
      settle();
      return;
    }
    // The last output may still be on its way: it is read first, unless a child holds the pipe open.
    this.#child.once("close", settle);
    // Of a busy grader the timer fires late, with output still unread: that has its turn before.
    setTimeout(() => setImmediate(settle), OPEN_PIPE_MS).unref();
  }

  #collect(name: StreamName): Printed {
    const printed = new Printed((text) => {
      const line = inTheSource(text);
      this.#eventLog.tellPrinted(this.voice, line, name);
      return line;
    });
    this.#child[name].on("data", (chunk: Buffer) => {
      printed.add(chunk);
      this.changes.notify();
    });
    this.#child[name].on("end", () => {
      printed.end();
      this.changes.notify();
    });
    return printed;
  }
}

/** What follows a flag, where it stands last; undefined when it is not there. */
export function valueAfter(flag: string, flags: readonly string[]): string | undefined {
  const place = flags.lastIndexOf(flag);
  return place === -1 ? undefined : flags[place + 1];
}

/** "ended with status 1", "was ended by SIGSEGV". */
export function describeExit(exit: Exit | undefined): string {
  if (exit === undefined) return "still runs";
  if (exit.signal !== null) return `was ended by ${exit.signal}`;
  return exit.status === null ? "could not be started" : `ended with status ${exit.status}`;
}

function killGroup(pid: number): void {
  if (pid === 0) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is empty already.
  }
}
