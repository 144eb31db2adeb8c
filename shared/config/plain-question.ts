/**
 * Questions at a terminal that cannot move its cursor (TERM=dumb), such as a shell in an editor. The
 * terminal itself shows what is typed and takes Backspace; a password is read without either.
 */
import { addAbortSignal, type Writable } from "node:stream";
import type { Question } from "./ask.ts";
import { QuestionInput, type Terminal } from "./question-input.ts";

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const CTRL_U = "\x15";
const ESCAPE = "\x1b";
const BACKSPACES = ["\b", "\x7f"];
const LINE_ENDS = ["\r", "\n"];

export interface PlainTerminal {
  input: Terminal;
  output: Writable;
  signal?: AbortSignal | undefined;
}

/**
 * Asks until the answer is valid; returns undefined when the person leaves with Ctrl-C or Ctrl-D.
 *
 * @throws the signal's reason when it aborts the question
 */
export async function plainAnswerTo(
  question: Question,
  terminal: PlainTerminal,
): Promise<string | undefined> {
  const isSecret = question.type === "password";
  const fallback = isSecret ? "" : question.default;
  const prompt = `${question.message} ${fallback === "" ? "" : `(${fallback}) `}`;
  for (;;) {
    const line = await lineAfter(prompt, isSecret, terminal);
    if (line === undefined) return undefined;
    const answer = line === "" ? fallback : line;
    const verdict = question.validate(answer);
    if (verdict === true) return answer;
    terminal.output.write(`${verdict}\n`);
  }
}

/** The next line that is typed, without its end; undefined when the person leaves. */
async function lineAfter(
  prompt: string,
  isSecret: boolean,
  { input, output, signal }: PlainTerminal,
): Promise<string | undefined> {
  signal?.throwIfAborted();
  const showPrompt = () => output.write(prompt);
  const question = new QuestionInput(input, showPrompt, { isRaw: isSecret });
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  // Out of raw mode Ctrl-C is a signal, and Ctrl-D at the start of a line is the end of the input.
  process.once("SIGINT", leave);
  input.once("end", leave);
  showPrompt();
  try {
    const signals = [leaving.signal, ...(signal === undefined ? [] : [signal])];
    const line = await readLine(question, AbortSignal.any(signals));
    if (isSecret || line === undefined) output.write("\n");
    return line;
  } catch (error) {
    output.write("\n");
    if (leaving.signal.aborted) return undefined;
    signal?.throwIfAborted();
    throw error;
  } finally {
    process.off("SIGINT", leave);
    input.off("end", leave);
    question.close();
  }
}

/** Reads keys up to Enter; undefined after Ctrl-C or Ctrl-D. */
async function readLine({ keys }: QuestionInput, signal: AbortSignal): Promise<string | undefined> {
  addAbortSignal(signal, keys).setEncoding("utf8");
  let line: string[] = [];
  for await (const typed of keys as AsyncIterable<string>) {
    for (const key of typed) {
      if (LINE_ENDS.includes(key)) return line.join("");
      if (key === CTRL_C || key === CTRL_D) return undefined;
      if (key === CTRL_U) line = [];
      else if (BACKSPACES.includes(key)) line.pop();
      else if (key !== ESCAPE) line.push(key);
    }
  }
  return undefined;
}
