/**
 * The event log of a check: what was started, sent, received and printed, in order. On a failure it is
 * told from its first step, so that nobody has to guess what the grader did.
 */
import { stripVTControlCharacters } from "node:util";
import type { StoryStep } from "../report/result.ts";
import { shorten } from "../report/shown.ts";

/** More steps than this do not help a reader; the middle is left out. */
const MAX_STEPS = 60;

/** How many of a program's printed lines are told: the first ones, and the last ones, which tell of a crash. */
const MAX_PRINTED_LINES = 24;

/** How much of a step's text is kept, in characters: a report shows far less. */
const MAX_STEP_LENGTH = 10_000;

export class EventLog {
  #steps: StoryStep[] = [];
  /** How many steps the middle has lost already. */
  #omitted = 0;
  #ports: Set<number> | undefined;
  /** The step that stands in the place of a program's printed lines, and how many they are. */
  readonly #leftOut = new Map<string, { count: number; step: StoryStep }>();

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

  /** Adds a line that a program printed; of very many the middle is left out. */
  tellPrinted(voice: string, line: string, stream: "stdout" | "stderr"): void {
    const named = /\d\.\d+:(\d+)/.exec(line)?.[1];
    if (named !== undefined && this.#ports !== undefined && !this.#ports.has(Number(named))) return;
    const where = stream === "stdout" ? "printed" : "stderr";
    this.#steps.push({ voice, stream, text: `${where}: ${shorten(lineOnScreen(line), 160)}` });
    const printed = this.#steps.filter((step) => step.voice === voice && step.stream !== undefined);
    if (printed.length <= MAX_PRINTED_LINES) return;
    this.#leaveOut(printed[MAX_PRINTED_LINES / 2]);
  }

  /** Takes a printed line out, and counts it in the step that stands in the place of such lines. */
  #leaveOut(line: StoryStep | undefined): void {
    if (line === undefined) return;
    const { voice } = line;
    const count = (this.#leftOut.get(voice)?.count ?? 0) + 1;
    const step = { voice, text: `printed ${count} more lines, not shown` };
    const known = this.#leftOut.get(voice)?.step;
    const place = this.#steps.indexOf(
      known !== undefined && this.#steps.includes(known) ? known : line,
    );
    this.#steps[place] = step;
    this.#steps = this.#steps.filter((one) => one !== line);
    this.#leftOut.set(voice, { count, step });
  }

  /** The steps as told so far, with what was left out said in their place. */
  steps(): StoryStep[] {
    const steps = [...this.#steps];
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
export function lineOnScreen(line: string): string {
  const shown = line.split("\x1b[2K").at(-1) ?? "";
  return stripVTControlCharacters(shown)
    .trimEnd()
    .replace(/\p{Cc}/gu, "·");
}
