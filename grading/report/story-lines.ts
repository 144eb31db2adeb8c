/**
 * The story of a failed check as lines for a screen: equal steps are one, the trace of an error is one
 * line, and of more than there is room for the last steps are shown.
 */
import type { StoryStep } from "./result.ts";
import { shorten } from "./shown.ts";

/** As wide as every terminal. */
export const SCREEN_COLUMNS = 80;

const TODO = /TODO: (exercise \d\d[a-z]?\.\d+)/;

/** Lines around an error that help nobody who has its first line: the frames, the code, Node's own remarks. */
const OF_A_TRACE =
  /^(?:\s+at .*|\s*\^+|\s*|\s*(?:errno|code|syscall|address|port): .*|\s*\[cause\].*|\}|Node\.js v.*|Emitted 'error' event .*|Thrown at:.*|\(Use `node --trace.*|Traceback \(most recent call last\):|\s+~*\^+~*)$/;

/** Where an error was thrown, as Node and Python name it: the first place in a file of the program's own. */
const PLACE = /(?:\(|file:\/\/|\s|^)(\/[^\s():]*\.[a-z]+):(\d+)/;
const PYTHON_PLACE = /^\s+File "([^"]+)", line (\d+)/;

/** An error as its trace begins. */
const ERROR = /^(?:Uncaught )?(?:\w+\.)*\w*(?:Error|Exception)\b/;

/**
 * The steps, each in a line, numbered in the order in which they happened.
 *
 * @param maxLines how many lines there is room for; absent: all, with what stands below a step
 */
export function storyLines(story: readonly StoryStep[], maxLines?: number): string[] {
  const steps = maxLines === undefined ? [...story] : foldEqual(foldTraces(story));
  const width = Math.max(0, ...steps.map(({ voice }) => voice.length));
  const numberWidth = String(steps.length).length;
  const blocks = steps.map(({ voice, text }, index) => {
    const head = `${String(index + 1).padStart(numberWidth)}  ${voice.padEnd(width)}  `;
    const [first = "", ...rest] = text.split("\n");
    const below = rest.map((line) => `${" ".repeat(head.length + 2)}${line}`);
    if (maxLines === undefined) return [`${head}${first}`, ...below];
    return [`${head}${fitted(first, SCREEN_COLUMNS - head.length)}`, ...below.slice(0, 1)];
  });
  return maxLines === undefined ? blocks.flat() : lastOf(blocks, maxLines);
}

/** As many of the last steps as there is room for, and how many stand before them. */
function lastOf(blocks: readonly string[][], maxLines: number): string[] {
  const lines = blocks.flat();
  if (lines.length <= maxLines) return lines;
  let from = blocks.length;
  let room = maxLines - 1;
  while (from > 0 && (blocks[from - 1]?.length ?? 0) <= room) {
    from -= 1;
    room -= blocks[from]?.length ?? 0;
  }
  const earlier = from === 1 ? "1 earlier step" : `${from} earlier steps`;
  return [`… ${earlier} (--full shows them)`, ...blocks.slice(from).flat()];
}

function fitted(line: string, columns: number): string {
  if (line.length <= columns) return line;
  return shorten(line, columns - `… (${line.length} characters)`.length);
}

/** Steps that are the same as the one before are counted there. */
function foldEqual(steps: readonly StoryStep[]): StoryStep[] {
  const folded: { step: StoryStep; count: number }[] = [];
  for (const step of steps) {
    const last = folded.at(-1);
    const isSame = last?.step.voice === step.voice && last.step.text === step.text;
    if (isSame && last !== undefined) last.count += 1;
    else folded.push({ step, count: 1 });
  }
  return folded.map(({ step, count }) => {
    if (count === 1) return step;
    const [first = "", ...rest] = step.text.split("\n");
    return { ...step, text: [`${first} (${count} times)`, ...rest].join("\n") };
  });
}

/** Each error that a program prints is one line: what it was, and where in the program's own file. */
function foldTraces(steps: readonly StoryStep[]): StoryStep[] {
  const kept: StoryStep[] = [];
  const errors = new Map<string, { at: number; place?: string }>();
  let isCode = false;
  for (const step of steps) {
    if (step.stream !== "stderr") {
      kept.push(step);
      continue;
    }
    const line = step.text.replace(/^stderr: /, "");
    const place = placeIn(line);
    const wasCode = isCode;
    // A line that is only a place stands before a line of code.
    isCode = PYTHON_PLACE.test(line) || /^(?:file:\/\/)?\/\S+:\d+$|^node:\S+:\d+$/.test(line);
    const error = errors.get(step.voice);
    if (isCode || wasCode || OF_A_TRACE.test(line)) {
      if (place === undefined) continue;
      if (PYTHON_PLACE.test(line)) errors.set(step.voice, { at: -1, place });
      else if (error !== undefined && error.place === undefined) addPlace(kept, error, place);
      continue;
    }
    const unwritten = TODO.exec(line)?.[1];
    const text = unwritten === undefined ? step.text : `stderr: ${unwritten} is not written yet`;
    const named = error?.at === -1 && ERROR.test(line) ? ` (${error.place})` : "";
    kept.push({ ...step, text: `${text}${named}` });
    if (unwritten !== undefined) errors.delete(step.voice);
    else if (ERROR.test(line)) errors.set(step.voice, { at: kept.length - 1 });
  }
  return kept;
}

function addPlace(kept: StoryStep[], error: { at: number; place?: string }, place: string): void {
  const step = kept[error.at];
  error.place = place;
  if (step !== undefined) kept[error.at] = { ...step, text: `${step.text} (${place})` };
}

/** A place in a file of the program's own, as its last folder and name; undefined for any other line. */
function placeIn(line: string): string | undefined {
  const [, path, number] = PYTHON_PLACE.exec(line) ?? PLACE.exec(line) ?? [];
  if (path === undefined || path.includes("/node_modules/")) return undefined;
  return `${path.split("/").at(-1)}:${number}`;
}
