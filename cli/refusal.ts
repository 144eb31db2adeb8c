/** How a command ends that cannot do what was asked: one line, status 2. */
import { type Lab, nearestLabs, nearestNames } from "../grading/course/labs.ts";

const SEE_HELP = "npm run lab help lists all";

/** An unknown name, a wrong flag, a copy that is not there. Says the deed, the cause, the next step. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** Runs a command and ends with the status that it returns, if it does; tells a refusal in its one line. */
export async function runCommand(command: () => Promise<unknown>): Promise<void> {
  let status = 0;
  // At the very end: the grader's test runner sets a status of its own when a check fails.
  process.once("exit", () => {
    process.exitCode = status;
  });
  try {
    const returned = await command();
    if (typeof returned === "number") status = returned;
  } catch (error) {
    status = 2;
    if (!isSentence(error)) throw error;
    console.error(error.message);
  }
}

export function unknownLab(word: string, labs: readonly Lab[]): Refusal {
  const near = didYouMean(nearestLabs(word, labs));
  return new Refusal(
    `Cannot find lab "${word}": there is no such lab; ${near}npm run lab lists all`,
  );
}

export function unknownCommand(word: string, known: readonly string[]): Refusal {
  const near = didYouMean(nearestNames(word, known));
  return new Refusal(`Cannot do "${word}": there is no such command; ${near}${SEE_HELP}`);
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

/** The course reader and the grader have sentences for errors too; a fault of ours keeps its stack. */
function isSentence(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith("Cannot ") && !("code" in error);
}
