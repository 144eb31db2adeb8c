/**
 * The keys for one question. What a person types ahead belongs to the next questions, in order: it is
 * kept, line by line. If a line were lost, the next one would answer the wrong question, and a password
 * would stand readable behind the question for a name.
 *
 *     terminal  ──"\rada\rsecret\r"──▶  question 1: "\r"   question 2: "ada\r"   question 3: "secret\r"
 *
 * What no question takes goes back into the terminal's stream for whoever reads it next.
 */
import { PassThrough, type Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { stopJob } from "../process/job-control.ts";

/** What is needed of a terminal: its keys, and its mode in which every key arrives at once. */
export type Terminal = Readable & { setRawMode(isOn: boolean): unknown };

const CTRL_Z = 0x1a;
const LINE_ENDS = [0x0a, 0x0d];

export class QuestionInput {
  /** What the question reads. */
  readonly keys = new PassThrough();
  readonly #terminal: Terminal;
  readonly #onContinue: () => void;
  readonly #isRaw: boolean;
  #waiting = Buffer.alloc(0);
  #isOpen = true;
  #isFeeding = false;

  /**
   * @param onContinue called after Ctrl-Z and `fg`: the question must be drawn again
   * @param options `isRaw`: every key arrives at once and is not shown; false leaves both to the terminal
   */
  constructor(terminal: Terminal, onContinue: () => void, { isRaw = true } = {}) {
    this.#terminal = terminal;
    this.#onContinue = onContinue;
    this.#isRaw = isRaw;
    terminal.setRawMode(isRaw);
    terminal.on("data", this.#take);
    terminal.resume();
  }

  /** Ends the question: the terminal is as it was, and what was not read is in its stream again. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#terminal.off("data", this.#take);
    this.#terminal.pause();
    this.#terminal.setRawMode(false);
    // Out of raw mode a line ends in \n.
    if (this.#waiting.length > 0) {
      this.#terminal.unshift(this.#waiting.toString("latin1").replaceAll("\r", "\n"), "latin1");
    }
    this.keys.end();
  }

  readonly #take = (chunk: Buffer): void => {
    this.#waiting = Buffer.concat([this.#waiting, chunk]);
    if (!this.#isFeeding) void this.#feed();
  };

  /** Hands over a line at a time, and the next one only if the question is still open after it. */
  async #feed(): Promise<void> {
    this.#isFeeding = true;
    while (this.#isOpen && this.#waiting.length > 0) {
      const isStop = this.#waiting[0] === CTRL_Z;
      const part = this.#waiting.subarray(0, isStop ? 1 : lengthOfLine(this.#waiting));
      this.#waiting = this.#waiting.subarray(part.length);
      if (isStop) await this.#stop();
      else this.keys.write(part);
      // The question reads in the next turn, and judges the answer in the one after.
      for (let turns = 0; turns < 3; turns++) await nextTurn();
    }
    this.#isFeeding = false;
  }

  async #stop(): Promise<void> {
    this.#terminal.setRawMode(false);
    await stopJob();
    if (!this.#isOpen) return;
    this.#terminal.setRawMode(this.#isRaw);
    this.#onContinue();
  }
}

/** Up to its end, or to a Ctrl-Z before it. */
function lengthOfLine(bytes: Buffer): number {
  const stop = bytes.indexOf(CTRL_Z);
  const end = bytes.findIndex((byte) => LINE_ENDS.includes(byte)) + 1 || bytes.length;
  return stop === -1 ? end : Math.min(stop, end);
}

/** Drops what was typed until now: for a question whose answer needs what is shown with it. */
export async function dropTypedAhead(terminal: Terminal): Promise<void> {
  const drop = () => {};
  terminal.on("data", drop);
  terminal.resume();
  for (let turns = 0; turns < 3; turns++) await nextTurn();
  terminal.off("data", drop);
  terminal.pause();
}
