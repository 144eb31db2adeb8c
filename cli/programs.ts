/** A lab's programs: whose code is run, how it is started and how it is stopped. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { isatty } from "node:tty";
import { copyFolder, type Lab, solutionFolder } from "../course/labs.ts";
import { endsWithin } from "../tap/network/ends-within.ts";
import { onOutputError } from "./output.ts";
import { Refusal } from "./refusal.ts";

/** The contract gives a program 5 s to end; one more for a machine that is busy. */
const STOP_DEADLINE_MS = 6_000;

/** Where programs lie, with a name as a person would say it: "your copy in work/01-echo". */
export interface Code {
  lab: Lab;
  name: string;
  folder: string;
  isCopy: boolean;
}

/**
 * The learner's copy when there is one, else, or when it is asked for, the worked solution. A lab that is
 * worked in parts has no copy as a whole.
 */
export function codeOf(lab: Lab, { solution }: { solution: boolean }): Code {
  const isCopy = !solution && lab.parts.length === 0 && existsSync(copyFolder(lab));
  return isCopy
    ? { lab, name: `your copy in work/${lab.copy}`, folder: copyFolder(lab), isCopy }
    : {
        lab,
        name: `the worked solution in labs/${lab.folder}`,
        folder: solutionFolder(lab),
        isCopy,
      };
}

/** A data folder for each lab: two labs that run at once must not meet in one log. */
export function environmentOf(lab: Lab): NodeJS.ProcessEnv {
  return { LAB_DATA: join("data", lab.copy), ...process.env };
}

/** A running server or client. */
export class Program {
  readonly process: ChildProcess;
  /** Settles when it has ended: with its status, or 128 + the number of the signal that ended it. */
  readonly end: Promise<number>;

  constructor(code: Code, side: "server" | "client", args: string[], options: SpawnOptions) {
    const file = join(code.folder, `${side}.ts`);
    if (!existsSync(file)) {
      throw new Refusal(`Cannot start the ${side}: there is no ${file}; put your program there`);
    }
    // A learner may write any TypeScript, enums too: the copy runs through tsx.
    const loader = code.isCopy ? ["--import", import.meta.resolve("tsx")] : [];
    const env = environmentOf(code.lab);
    this.process = spawn(process.execPath, [...loader, file, ...args], { env, ...options });
    this.end = new Promise((resolve, reject) => {
      this.process.once("error", reject).once("exit", (status, signal) => {
        resolve(signal === null ? (status ?? 1) : 128 + constants.signals[signal]);
      });
    });
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /**
   * Ends it: SIGTERM, and SIGKILL when it has not ended in time. Returns whether that was needed.
   *
   * @param isTold true when a signal has reached it already
   */
  async stop(isTold = false): Promise<boolean> {
    if (!isTold) this.process.kill("SIGTERM");
    if (await endsWithin(this.end, STOP_DEADLINE_MS)) return false;
    return this.process.kill("SIGKILL");
  }
}

/**
 * Calls back when this command is told to end, or nobody reads any more what it prints (`… | head`).
 * `isTold` says that the programs in front of the person know it already: Ctrl-C in a terminal
 * reaches every process in front of it.
 */
export function onStop(callback: (isTold: boolean) => void): void {
  onOutputError(() => callback(false));
  process.on("SIGINT", () => callback([0, 1, 2].some(isatty)));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => callback(false));
}
