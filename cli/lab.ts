/** `npm run lab`: the learner's command line. */
import { allLabs, findLab, type Lab, readmeOf } from "../grading/course/labs.ts";
import { type CommandLine, type FlagKinds, readCommandLine } from "./arguments.ts";
import { COMMANDS, type Command, helpText } from "./commands.ts";
import { demosOf } from "./demos.ts";
import { chooseFromMenu, listText } from "./list.ts";
import { Refusal, runCommand, unknownCommand, unknownFlag, unknownLab } from "./refusal.ts";
import { isInteractive } from "./screen.ts";
import { swallowedFlags } from "./swallowed.ts";
import { TAP_FLAGS } from "./tap-flags.ts";

const OWN_FLAGS: FlagKinds = {
  solution: "boolean",
  only: "string",
  seed: "string",
  timing: "boolean",
};
/** The flags of every lab's programs, to be found where npm swallowed them. */
const PROGRAM_FLAGS: FlagKinds = {
  host: "string",
  port: "string",
  data: "string",
  tls: "boolean",
};

await runCommand(async () => {
  const labs = allLabs();
  const line = readLine(labs);
  if (wantsHelp(line)) {
    console.log(helpText(labs));
    return 0;
  }
  if (line.words.length > 0 || line.passedOn.length > 0) return await runLine(line, labs);
  if (isInteractive()) {
    const words = await chooseFromMenu(labs, (lab) => new Map([...COMMANDS, ...demosOf(lab)]));
    return words.length === 0 ? 0 : await runLine({ ...line, words }, labs);
  }
  console.log(`${listText(labs)}\n\nRun one: npm run lab 01. All commands: npm run lab help`);
  return 0;
});

async function runLine(line: CommandLine, labs: readonly Lab[]): Promise<unknown> {
  const [labWord, name = "pair"] = line.words;
  if (labWord === undefined || COMMANDS.has(labWord)) {
    const form = `npm run lab 01 ${labWord ?? ""}`.trim();
    throw new Refusal(`Cannot tell which lab is meant: none is named; write ${form}`);
  }
  const lab = findLab(labWord, labs);
  if (lab === undefined) throw unknownLab(labWord, labs);
  const commands = new Map([...COMMANDS, ...demosOf(lab)]);
  const command = commands.get(name);
  if (command === undefined) throw unknownCommand(name, [...commands.keys()]);
  checkRest(line, name, command);
  return await command.run(lab, line);
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
function readLine(labs: readonly Lab[]): CommandLine {
  const args = process.argv.slice(2);
  const { words } = readCommandLine(args, OWN_FLAGS);
  const lab = words.find((word) => findLab(word, labs) !== undefined) ?? "01";
  const command = words.find((word) => COMMANDS.has(word));
  const programs = { ...PROGRAM_FLAGS, ...flagsToldOf(findLab(lab, labs)) };
  const names = { ...OWN_FLAGS, ...programs, ...(command === "tap" ? TAP_FLAGS : {}) };
  const swallowed = swallowedFlags(process.env, names, {
    command: ["npm run lab", lab, ...(command === undefined ? [] : [command])].join(" "),
    leftOver: words.filter((word) => word !== lab && word !== command),
  });
  const line = readCommandLine([...args, ...swallowed], OWN_FLAGS);
  const isTurned = line.words[0] === command && line.words[1] === lab;
  return isTurned && command ? { ...line, words: [lab, command, ...line.words.slice(2)] } : line;
}

/** The flags that a lab's README tells of: those that only its own programs take. */
function flagsToldOf(lab: Lab | undefined): FlagKinds {
  const told = lab === undefined ? [] : readmeOf(lab).matchAll(/ --([a-z][a-z-]+)/g);
  const names = [...told].flatMap(([, name]) => name ?? []);
  return Object.fromEntries(
    names.filter((name) => !(name in OWN_FLAGS)).map((name) => [name, "string"]),
  );
}

/** A lab's program has a help of its own. */
function wantsHelp({ words, passedOn }: CommandLine): boolean {
  const isProgram = ["server", "client"].includes(words[1] ?? "");
  return words.slice(0, 2).includes("help") || (!isProgram && passedOn.includes("--help"));
}
