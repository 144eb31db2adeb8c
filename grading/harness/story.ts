/**
 * The story of a check: what was started, sent, received and printed, in order. On a failure it is
 * told from its first step, so that nobody has to guess what the grader did.
 */
import { stripVTControlCharacters } from "node:util";
import type { StoryStep } from "../report/result.ts";

/** More steps than this do not help a reader; the middle is left out. */
const MAX_STEPS = 60;

/** How many of a program's printed lines are told; a program may print without end. */
const MAX_PRINTED_LINES = 12;

/** How much of a step's text is kept, in characters: a report shows far less. */
const MAX_STEP_LENGTH = 10_000;

export class Story {
  #steps: StoryStep[] = [];
  /** How many steps the middle has lost already. */
  #omitted = 0;
  #ports: Set<number> | undefined;
  readonly #printed = new Map<string, number>();

  /** Adds a step. */
  tell(voice: string, text: string): void {
    this.#steps.push({ voice, text: shorten(text, MAX_STEP_LENGTH) });
    if (this.#steps.length < 4 * MAX_STEPS) return;
    const half = MAX_STEPS / 2;
    this.#omitted += this.#steps.length - MAX_STEPS;
    this.#steps = [...this.#steps.slice(0, half), ...this.#steps.slice(-half)];
  }

  /**
   * From now on, tells only those printed lines that name this port or one of those given before, or none: a shared server
   * also prints of clients that belong to another check.
   */
  concernsPorts(port: number): void {
    this.#ports ??= new Set();
    this.#ports.add(port);
  }

  /** Adds a line that a program printed, as long as it has not printed too many. */
  tellPrinted(voice: string, line: string): void {
    const named = /\d\.\d+:(\d+)/.exec(line)?.[1];
    if (named !== undefined && this.#ports !== undefined && !this.#ports.has(Number(named))) return;
    const count = (this.#printed.get(voice) ?? 0) + 1;
    this.#printed.set(voice, count);
    if (count <= MAX_PRINTED_LINES) this.tell(voice, `printed: ${shorten(printable(line))}`);
  }

  /** The steps as told so far, with what was left out said in their place. */
  steps(): StoryStep[] {
    const steps = [...this.#steps];
    for (const [voice, count] of this.#printed) {
      const left = count - MAX_PRINTED_LINES;
      if (left > 0) steps.push({ voice, text: `printed ${left} more lines, not shown` });
    }
    if (this.#omitted === 0 && steps.length <= MAX_STEPS) return steps;
    const half = MAX_STEPS / 2;
    const count = this.#omitted + steps.length - MAX_STEPS;
    const omitted = { voice: "grader", text: `(${count} steps not shown)` };
    return [...steps.slice(0, half), omitted, ...steps.slice(-half)];
  }
}

/**
 * A line as a terminal shows it, without anything that ours would take for a command: what was erased
 * is gone, colours are left out.
 */
export function printable(line: string): string {
  const shown = line.split("\x1b[2K").at(-1) ?? "";
  return stripVTControlCharacters(shown)
    .trimEnd()
    .replace(/\p{Cc}/gu, "·");
}

/** A line short enough for a terminal. */
function shorten(line: string, length = 160): string {
  return line.length <= length ? line : `${line.slice(0, length)}… (${line.length} characters)`;
}
