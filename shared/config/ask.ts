/**
 * Questions to a person at the terminal, by inquirer (https://github.com/SBoudrias/Inquirer.js), which
 * moves the cursor. Where that cannot be moved, they are asked plainly.
 *
 * They are asked on standard error: standard output is for what a program makes, and may lead into a
 * file. inquirer is loaded when the first question is asked, because loading it takes longer than all
 * the rest of a program's start.
 */
import type { Key } from "node:readline";
import { flushStatus } from "../process/print-status.ts";
import { plainAnswerTo } from "./plain-question.ts";
import type { Ask } from "./program-options.ts";
import { dropTypedAhead, QuestionInput } from "./question-input.ts";
import type { Setting } from "./setting.ts";

/** What inquirer wants to know of a question. */
export interface Question {
  /** "password" does not show what is typed. */
  type: "input" | "password";
  message: string;
  /** The answer when a person only presses Enter. */
  default: string;
  /** Stands for each letter of a password. */
  mask: string;
  /** True takes the answer; a text is shown as the reason, and the question asked again. */
  validate: (answer: string) => true | string;
}

/** A question with a list of answers. */
export interface SelectQuestion {
  type: "select";
  message: string;
  choices: readonly { name: string; value: string; description?: string }[];
  /** How many rows of the list are shown at once. */
  pageSize: number;
  /** The answer that is marked first. */
  default?: string | undefined;
}

/** The status of a program that Ctrl-C has ended: 128 + the number of SIGINT, as a shell says it. */
const STATUS_AFTER_CTRL_C = 130;

/** How to ask a person; undefined when nobody is there, because a pipe or a file stands in. */
export function personAtTerminal(): Ask | undefined {
  return process.stdin.isTTY && process.stderr.isTTY ? askPerson : undefined;
}

/**
 * Describes the question for a setting.
 *
 * @param name as a person says it: "access word"
 *
 * @exercise 04.5 Describe the question: hidden if the setting is secret, its fallback on Enter, and the reason for each answer that cannot be parsed.
 */
export function questionFor(name: string, setting: Setting<unknown>): Question {
  return {
    type: setting.secret === true ? "password" : "input",
    message: `${name} (${setting.about}):`,
    default: setting.fallback,
    mask: "*",
    validate: (answer) => {
      const parsed = setting.parse(answer);
      return parsed.ok || parsed.reason;
    },
  };
}

/**
 * Asks until the answer is valid. Ctrl-C and Ctrl-D end the program: whoever presses them does not
 * want to be told more.
 *
 * @throws AbortPromptError when the signal aborts the question
 */
async function askPerson(
  name: string,
  setting: Setting<unknown>,
  signal?: AbortSignal,
): Promise<string> {
  flushStatus();
  if (setting.isFresh === true) await dropTypedAhead(process.stdin);
  const question = questionFor(name, setting);
  const terminal = { input: process.stdin, output: process.stderr, signal };
  const isPlain = process.env.TERM === "dumb";
  const answer = await (isPlain ? plainAnswerTo : answerTo)(question, terminal);
  return answer ?? process.exit(STATUS_AFTER_CTRL_C);
}

/**
 * Asks one of inquirer's questions at the terminal; returns undefined when the person leaves with
 * Ctrl-C or Ctrl-D. After Ctrl-Z and `fg` the question is asked again.
 *
 * @throws AbortPromptError when the signal aborts the question
 */
export async function answerTo(
  question: Question | SelectQuestion,
  { output, signal }: { output: NodeJS.WriteStream; signal?: AbortSignal | undefined },
): Promise<string | undefined> {
  const { default: inquirer } = await import("inquirer");
  for (;;) {
    const leaving = new AbortController();
    const again = new AbortController();
    const signals = [leaving.signal, again.signal, ...(signal === undefined ? [] : [signal])];
    const input = new QuestionInput(process.stdin, () => again.abort());
    // inquirer handles Ctrl-C, but not Ctrl-D, after which no answer would ever come.
    input.keys.on("keypress", (_characters: unknown, key: Key) => {
      if (key.ctrl && key.name === "d") leaving.abort();
    });
    try {
      const prompt = inquirer.createPromptModule({
        input: input.keys,
        output,
        signal: AbortSignal.any(signals),
      });
      const { answer } = await prompt([{ ...promptOf(question), name: "answer" }]);
      return String(answer);
    } catch (error) {
      if (leaving.signal.aborted || isCtrlC(error)) return undefined;
      if (!again.signal.aborted) throw error;
    } finally {
      input.close();
    }
  }
}

/** The question in inquirer's form. An answer that is refused is cleared: the next one is typed anew. */
export function promptOf(question: Question | SelectQuestion) {
  if (question.type === "select") return question;
  const { message, validate, mask } = question;
  const theme = { validationFailureMode: "clear" } as const;
  const prompt = { type: "input", message, validate, theme } as const;
  if (question.type === "input") return { ...prompt, default: question.default };
  // inquirer's own question for a password keeps a refused one, which nobody sees.
  return { ...prompt, transformer: (typed: string) => mask.repeat(typed.length) };
}

function isCtrlC(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}
