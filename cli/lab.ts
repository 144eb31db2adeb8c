/** `npm run lab`: the learner's command line. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allLabs, findLab, type Lab, solutionFolder } from "../course/labs.ts";
import { type CommandLine, type FlagKinds, readCommandLine } from "./arguments.ts";
import { wantedChecks } from "./check.ts";
import { COMMANDS, type Command, commandsOf, helpText } from "./commands.ts";
import { partOfExercise } from "./exercise-word.ts";
import { listText, PROGRESS_NOTE, runMenu } from "./list.ts";
import { flagsOfPrograms } from "./program-flags.ts";
import { Refusal, runCommand, unknownFlag } from "./refusal.ts";
import { isInteractive, terminalWidth } from "./screen.ts";
import { hasSwallowed, swallowedFlags } from "./swallowed.ts";
import { TAP_FLAGS } from "./tap-flags.ts";
import { noCommand, noLab } from "./unknown-words.ts";

const OWN_FLAGS: FlagKinds = {
  solution: "boolean",
  only: "string",
  seed: "string",
  timing: "boolean",
  full: "boolean",
};

await runCommand(async () => {
  const labs = allLabs();
  const line = await readLine(labs);
  if (wantsHelp(line)) {
    console.log(helpText(labs));
    return 0;
  }
  if (line.words.length > 0 || line.passedOn.length > 0) return await runLine(line, labs);
  if (isInteractive()) return await runMenu({ labs, commandsOf, run: runAsTyped });
  const columns = process.stdout.isTTY ? terminalWidth() : Number.POSITIVE_INFINITY;
  console.log(
    `${listText(labs, columns)}\n\n${PROGRESS_NOTE}\nRun one: npm run lab 01. All commands: npm run lab help`,
  );
  return 0;
});

async function runLine(line: CommandLine, labs: readonly Lab[]): Promise<unknown> {
  const [labWord = "", word = "pair"] = line.words;
  const named = findLab(labWord, labs);
  if (named === undefined) throw noLab(line.words, labs);
  const name = word.toLowerCase();
  const lab = partOfExercise(wantedChecks(line), named) ?? named;
  const command = commandsOf(lab).get(name);
  if (command === undefined) throw noCommand(line.words, lab, labs);
  checkRest(line, name, command);
  return await command.run(lab, line);
}

/**
 * Runs a command of the menu in a process of its own, as if it had been typed: Ctrl-C ends the
 * command, and the menu is there again. A signal that ends the menu ends the command first.
 */
async function runAsTyped(words: string[]): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...words], {
    stdio: "inherit",
  });
  const stay = () => {};
  const passOn = (signal: NodeJS.Signals) => {
    child.once("exit", () => process.kill(process.pid, signal));
    child.kill(signal);
  };
  process.on("SIGINT", stay).once("SIGTERM", passOn).once("SIGHUP", passOn);
  try {
    await once(child, "exit");
  } finally {
    process.off("SIGINT", stay).off("SIGTERM", passOn).off("SIGHUP", passOn);
  }
}

/** @throws Refusal when there is a word or a flag that the command does not take */
function checkRest({ words, flags, passedOn }: CommandLine, name: string, command: Command): void {
  const word = words[command.word === undefined ? 2 : 3];
  if (word !== undefined) {
    throw new Refusal(`Cannot read "${word}": ${name} takes no such word; see npm run lab help`);
  }
  const taken = command.flags ?? [];
  const foreign = [...flags.keys()].find((flag) => !taken.includes(flag));
  const wrong = foreign ?? (command.passesOn === true ? undefined : passedOn[0]);
  if (wrong !== undefined) throw unknownFlag(wrong, name, taken);
}

/** The command line with what npm swallowed put back, and lab and command in their order. */
async function readLine(labs: readonly Lab[]): Promise<CommandLine> {
  const args = process.argv.slice(2);
  const { words } = readCommandLine(args, OWN_FLAGS);
  const labWord = words.find((word) => findLab(word, labs) !== undefined);
  const [firstLab] = labs;
  const lab = findLab(labWord ?? "", labs) ?? firstLab;
  const commands = lab === undefined ? COMMANDS : commandsOf(lab);
  const command = words.find((word) => commands.has(word.toLowerCase()));
  const swallowed =
    lab !== undefined && hasSwallowed(process.env)
      ? swallowedFlags(process.env, await flagsOf(lab, commands.get(command ?? "")), {
          command: ["npm run lab", labWord ?? "01", command ?? ""].join(" ").trim(),
          leftOver: words.filter((word) => word !== labWord && word !== command),
        })
      : [];
  const line = readCommandLine([...args, ...swallowed], OWN_FLAGS);
  const [first = "", second, ...rest] = line.words;
  const isTurned = second !== undefined && second === labWord && !/^\d/.test(first);
  return isTurned ? { ...line, words: [second, first, ...rest] } : line;
}

/**
 * The flags that a command may have been given: the runner's own, the tap's and those of the lab's
 * programs. A copy may not run yet, but its worked solution takes the same ones.
 */
async function flagsOf(lab: Lab, command: Command | undefined): Promise<FlagKinds> {
  const programs = ["server.ts", "client.ts"].map((name) => join(solutionFolder(lab), name));
  const files = command?.file === undefined ? programs : [command.file];
  return { ...OWN_FLAGS, ...TAP_FLAGS, ...(await flagsOfPrograms(files)) };
}

/** A lab's program has a help of its own. */
function wantsHelp({ words, passedOn }: CommandLine): boolean {
  const isProgram = ["server", "client"].includes(words[1] ?? "");
  const isAsked = passedOn.some((flag) => ["--help", "-h"].includes(flag));
  return words.slice(0, 2).includes("help") || (!isProgram && isAsked);
}
