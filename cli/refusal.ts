/** How a command ends that cannot do what was asked: one line, status 2. */
import { type Lab, nearestLabs, nearestNames } from "../course/labs.ts";
import { fitForScreen } from "../grading/report/shown.ts";
import { statusOfOutput, watchOutput } from "./output.ts";
import { systemSentence } from "./system-sentence.ts";

const SEE_HELP = "npm run lab help lists all";

/** An unknown name, a wrong flag, a copy that is not there. Says the deed, the cause, the next step. */
export class Refusal extends Error {
  override name = "Refusal";
}

/**
 * Runs a command and ends with the status that it returns, if it does. A refusal, or an error of the
 * system, is printed as one sentence; only a fault of ours keeps its stack trace.
 */
export async function runCommand(command: () => Promise<unknown>): Promise<void> {
  let status = 0;
  // At the very end: the grader's test runner sets a status of its own when a check fails.
  process.once("exit", () => {
    process.exitCode = Math.max(status, statusOfOutput());
  });
  watchOutput();
  try {
    const returned = await command();
    if (typeof returned === "number") status = returned;
  } catch (error) {
    status = 2;
    const sentence = sentenceFor(error);
    if (sentence === undefined) throw error;
    console.error(fitForScreen(sentence));
  }
}

export function unknownLab(word: string, labs: readonly Lab[]): Refusal {
  const near = didYouMean(nearestLabs(word, labs));
  return new Refusal(
    `Cannot find lab "${word}": there is no such lab; ${near}npm run lab lists all`,
  );
}

/**
 * For what is done with a part and not with the whole lab.
 *
 * @param deed such as `do "start" in`
 * @param words what is typed behind the part's number
 */
export function namePart(deed: string, { number, parts }: Lab, words: string): Refusal {
  const names = parts.map((part) => `${part.number} ${part.name}`).join(", ");
  const command = `npm run lab ${parts[0]?.number} ${words}`;
  return new Refusal(
    `Cannot ${deed} lab ${number}: it is worked in parts (${names}); name one, as in ${command}`,
  );
}

/** What people type who mean a command but know it under another name. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  check: ["test", "tests", "grade", "verify", "submit", "judge", "mark", "score", "solve", "done"],
  diff: ["solution", "solutions", "answer", "answers", "compare", "show"],
  hint: ["hints", "tip", "clue", "stuck"],
  pair: ["run", "go", "play", "both"],
  readme: ["read", "page", "doc", "docs", "task", "tasks", "exercise", "exercises", "open"],
  start: ["init", "begin", "new", "create", "copy", "setup"],
};

/** @param harmless the commands that may be proposed */
export function unknownCommand(word: string, harmless: readonly string[]): Refusal {
  const meant = otherName(word);
  const names = meant === undefined ? nearestNames(word, harmless) : [meant];
  return new Refusal(
    `Cannot do "${word}": there is no such command; ${didYouMean(names)}${SEE_HELP}`,
  );
}

/** The command that people mean by this word; undefined when it is nobody's name for one. */
export function otherName(word: string): string | undefined {
  const names = Object.entries(OTHER_NAMES);
  return names.find(([, others]) => others.includes(word.toLowerCase()))?.[0];
}

/** @param flag with or without its dashes and its value */
export function unknownFlag(
  flag: string,
  command: string,
  known: readonly string[],
  help = SEE_HELP,
): Refusal {
  const name = flag.replace(/^-*(.*?)(=.*)?$/, "$1");
  const near = didYouMean(nearestNames(name, known).map((each) => `--${each}`));
  return new Refusal(`Cannot use --${name}: ${command} takes no such flag; ${near}${help}`);
}

function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? "" : `did you mean ${names.join(" or ")}? `;
}

/** What an error says to a person; undefined for a fault of ours. */
function sentenceFor(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.message.startsWith("Cannot ") && !("code" in error)) return error.message;
  return systemSentence(error);
}
