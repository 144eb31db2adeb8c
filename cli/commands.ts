/** What can be done with a lab: the one table from which help, menu and errors are made. */
import { type Lab, withoutZeros, withParts } from "../course/labs.ts";
import type { CommandLine } from "./arguments.ts";
import { check, watch } from "./check.ts";
import { checkParts } from "./check-parts.ts";
import { demosOf } from "./demos.ts";
import { showHint, showReadme } from "./hint.ts";
import { inColumn } from "./list.ts";
import { runAlone, runPair } from "./pair.ts";
import { portFlag } from "./port-flag.ts";
import { type Code, codeOf } from "./programs.ts";
import { quoteWord } from "./quote-word.ts";
import { runTap } from "./tap.ts";
import { printDiff, resetCopy, startCopy } from "./working-copy.ts";

export interface Command {
  about: string;
  /** What may follow the name, for the help. */
  word?: string;
  /** The runner's own flags that it takes. */
  flags?: readonly string[];
  /** Whether other flags go to the lab's programs. */
  passesOn?: boolean;
  /** A program of its own, whose `--help` lists its flags. */
  file?: string;
  /** Whether it is about a working copy: a lab that is worked in parts has one for each part. */
  isOfCopy?: boolean;
  /** Whether it puts the learner's work away: never proposed for a word that was mistyped. */
  isDestructive?: boolean;
  /** Returns the exit status; anything that is no number stands for 0. */
  run: (lab: Lab, line: CommandLine) => unknown;
}

const RUNS = { flags: ["solution"], passesOn: true };
const GRADES = { word: "[N]", flags: ["solution", "only", "seed", "timing", "full"] };

/** By name, in the order of the help and the menu: a lab is read first. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["readme", { about: "the lab's page", run: showReadme }],
  ["pair", { about: "run both: server behind, client in front", ...RUNS, run: pair }],
  ["server", { about: "run the server alone", ...RUNS, run: alone("server") }],
  ["client", { about: "run the client alone", ...RUNS, run: alone("client") }],
  ["tap", { about: "the pair, with every byte shown as it passes", ...RUNS, run: tap }],
  ["start", { about: "make my working copy", isOfCopy: true, run: startCopy }],
  ["check", { about: "grade my copy, or exercise N alone", ...GRADES, run: check }],
  ["watch", { about: "grade my copy at every save", ...GRADES, isOfCopy: true, run: watch }],
  [
    "hint",
    {
      about: "the next hint for N, or the first not passed",
      isOfCopy: true,
      word: "[N]",
      run: (lab, { words }) => showHint(lab, words[2]),
    },
  ],
  [
    "diff",
    {
      about: "my copy, or N's file, against the solution",
      isOfCopy: true,
      word: "[N]",
      run: (lab, { words }) => printDiff(lab, words[2]),
    },
  ],
  [
    "reset",
    {
      about: "move my copy aside and begin again",
      isOfCopy: true,
      isDestructive: true,
      run: resetCopy,
    },
  ],
]);

/** Where a lab is worked in parts, each of them has a copy of its own. */
const COMMANDS_IN_PARTS: ReadonlyMap<string, Command> = new Map([
  ...[...COMMANDS].filter(([, { isOfCopy = false }]) => !isOfCopy),
  ["check", { ...GRADES, about: "grade my copies of all parts", run: checkParts }],
]);

/** All that can be done with a lab, its demonstrations too. */
export function commandsOf(lab: Lab): ReadonlyMap<string, Command> {
  const commands = lab.parts.length > 0 ? COMMANDS_IN_PARTS : COMMANDS;
  return new Map([...commands, ...demosOf(lab)]);
}

/** The commands that may be proposed for a mistyped one. */
export function harmless(commands: ReadonlyMap<string, Command>): string[] {
  return [...commands].flatMap(([name, { isDestructive }]) => (isDestructive ? [] : [name]));
}

/** All commands and flags. */
export function helpText(labs: readonly Lab[]): string {
  const lines = [...COMMANDS].map(
    ([name, { word = "", about }]) => `  npm run lab 01 ${inColumn(`${name} ${word}`)}${about}`,
  );
  const demos = withParts(labs).flatMap((lab) =>
    [...demosOf(lab)].map(
      ([name, { about }]) => `  npm run lab ${lab.number} ${inColumn(name)}${about}`,
    ),
  );
  return `Use:
  npm run lab                    the labs and my progress; in a terminal a menu
  npm run lab 01                 the pair; 1, 01 and echo all name the lab
${partsText(labs)}${[...lines, ...demos].join("\n")}

N is the number of an exercise, as 3 or 01.3; for check and watch it may be
a part of a check's title, as in npm run lab 01 check "taken port".

Flags stand behind --, as in npm run lab 01 -- --port 9091
  --solution    the worked solution, even where there is a working copy
  --seed N      check, watch: repeat the random data of an earlier run
  --only TEXT   check, watch: the same as TEXT alone. Better write check TEXT:
                npm takes an --only that stands before -- for its own
  --timing      check, watch: show where the time went
  --full        check, watch: every step of the first failure, unshortened
  --html FILE   tap: draw what passed as a page
  --as FORM     tap: show bytes, lines or frames, not what the lab speaks
  --split N, --join, --delay MS, --drop-after BYTES, --reset-after BYTES
                tap: what the network does to what passes
  --listen ADDRESS, --to ADDRESS
                tap: where clients connect; a server that runs already
  others        pair, tap, server, client: for the lab's programs (of a pair
                and of a tap: for the server)`;
}

/** A line about labs in parts; none where there is no such lab. */
function partsText(labs: readonly Lab[]): string {
  const lab = labs.find(({ parts }) => parts.length > 0);
  const [part] = lab?.parts ?? [];
  if (lab === undefined || part === undefined) return "";
  const { number, name } = part;
  const names = `${withoutZeros(number)}, ${number} and ${name}`;
  return `  npm run lab ${number.padEnd(19)}a part of lab ${lab.number}; ${names} name it\n`;
}

async function pair(lab: Lab, { flags, passedOn }: CommandLine): Promise<number> {
  return await runPair(announcedCode(lab, flags), passedOn, pairTyped(lab, "", flags));
}

async function tap(lab: Lab, { flags, passedOn }: CommandLine): Promise<number> {
  const typedHere = pairTyped(lab, "tap", flags);
  return await runTap(lab, passedOn, (tapFlags, serverFlags, between) =>
    runPair(
      announcedCode(lab, flags),
      serverFlags,
      { ...typedHere, again: (all) => typedHere.again([...tapFlags, ...all]) },
      between,
    ),
  );
}

/** What is typed for a pair again, and for a second client of it. */
function pairTyped(lab: Lab, command: string, flags: CommandLine["flags"]) {
  return {
    again: (all: string[]) => typed(lab, command, flags, all),
    client: (all: string[]) => typed(lab, "client", flags, all),
  };
}

function alone(side: "server" | "client"): Command["run"] {
  return (lab, { flags, passedOn }) => {
    const server = typed(lab, "server", flags, portFlag(passedOn));
    const more = side === "client" ? ` (its server, in another terminal: ${server})` : "";
    return runAlone(announcedCode(lab, flags, more), side, passedOn);
  };
}

/** Whose code is run; says so, on standard error: standard output is the program's. */
function announcedCode(lab: Lab, flags: CommandLine["flags"], more = ""): Code {
  const code = codeOf(lab, { solution: flags.has("solution") });
  console.error(`Lab ${lab.number}: ${code.name}${more}`);
  return code;
}

/** A command as a person types it, for the same code as this one. */
function typed(lab: Lab, command: string, own: CommandLine["flags"], flags: string[]): string {
  const all = [...(own.has("solution") ? ["--solution"] : []), ...flags];
  const words = ["npm run lab", lab.number, command, all.length > 0 ? "--" : ""];
  words.push(...all.map(quoteWord));
  return words.filter((word) => word !== "").join(" ");
}
