/** A program that asks a question where nobody is who could answer it. */

import { lineOnScreen } from "./event-log.ts";
import type { Program } from "./program.ts";

/** What is shown of a prompt. */
const MAX_PROMPT_LENGTH = 300;

export const COME_BY_FLAGS =
  "Host and port come by the flags --host and --port: nobody is there who could answer a question. Ask only when a flag is missing and standard input is a terminal.";

/** What a program has printed without a line end; empty when it has ended its line. */
export function promptOf(program: Program): string {
  return lineOnScreen(program.unfinishedLine.slice(-MAX_PROMPT_LENGTH));
}

/** "waits for input after printing …"; an empty prompt is not named. */
export function waitingAfter(prompt: string): string {
  return prompt === "" ? "waits for input" : `waits for input after printing "${prompt}"`;
}

/** The same of a program that has printed a question; undefined when it has not, or was told something. */
export function waitingAtPrompt(program: Program): string | undefined {
  const prompt = promptOf(program);
  // A sign such as ">" is no question, and what was typed may be its answer.
  const isQuestion = /\p{L}/u.test(prompt) && program.exit === undefined && !program.wasTold;
  return isQuestion ? waitingAfter(prompt) : undefined;
}
