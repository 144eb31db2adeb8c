/**
 * A program in a terminal, as the person before it sees it: what is shown, without the codes that move
 * the cursor and colour the letters. What has been waited for lies behind; each wait looks at what
 * has been shown since.
 */
import { stripVTControlCharacters } from "node:util";
import { lineOnScreen } from "./event-log.ts";
import { CheckFailed, type LikelyCause } from "./failure.ts";
import { deadlineMs } from "./pace.ts";
import { describeExit, type Program } from "./program.ts";
import { untilAsleep } from "./quiet.ts";

/** Takes away what stands in the line (Ctrl-U), in every program that reads lines. */
export const CLEAR_LINE = "\x15";

/** What Ctrl-C sends. */
export const CTRL_C = "\x03";

/** What Ctrl-D sends: the end of the input. */
export const CTRL_D = "\x04";

/** What is looked at of all that is shown, in bytes: a program may print without end. */
const MAX_SCREEN_BYTES = 1024 * 1024;

export class Terminal {
  readonly program: Program;
  /** Where on the screen the next wait begins to look. */
  #from = 0;

  constructor(program: Program) {
    this.program = program;
  }

  /** Everything shown so far. */
  get screen(): string {
    return stripVTControlCharacters(this.#output);
  }

  get #output(): string {
    return this.program.outputUpTo(MAX_SCREEN_BYTES).toString("utf8");
  }

  /**
   * Types these characters, as a person does: once the program has nothing else to do. One that shows its
   * question may hide what is typed, or read keys, only a moment later. Enter is "\r".
   */
  async type(keys: string): Promise<void> {
    await untilAsleep(this.program.pid);
    this.program.type(keys);
  }

  /**
   * Waits until something new is shown that the pattern matches; returns the match.
   *
   * @throws CheckFailed when the program ends or the deadline passes first
   */
  async expectShown(pattern: RegExp, what: string, cause?: LikelyCause): Promise<RegExpExecArray> {
    const search = () => pattern.exec(this.screen.slice(this.#from)) ?? undefined;
    const found = await this.program.changes.until(
      () => search() ?? (this.program.exit === undefined ? undefined : "ended"),
      deadlineMs(),
    );
    if (found !== undefined && found !== "ended") {
      this.#from += found.index + found[0].length;
      return found;
    }
    const ending =
      found === "ended"
        ? `it ${describeExit(this.program.exit)}`
        : `it had not after ${deadlineMs() / 1000} s`;
    throw new CheckFailed(
      `The ${this.program.voice} should have shown ${what} in the terminal; ${ending}.${this.#lastLine()}`,
      cause,
      { timedOut: found === undefined },
    );
  }

  /** The line that the cursor is in: it has no end yet, so the event log does not tell it. */
  #lastLine(): string {
    const line = lineOnScreen(this.#output.split("\n").at(-1) ?? "");
    return line === "" ? "" : `\nThe last line there is: ${line}`;
  }
}
