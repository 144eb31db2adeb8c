/** What can be done with a lab: the one table from which help, menu and errors are made. */
import type { Lab } from "../grading/course/labs.ts";
import type { CommandLine } from "./arguments.ts";
import { check, watch } from "./check.ts";
import { showHint, showReadme } from "./hint.ts";
import { runAlone, runPair } from "./pair.ts";
import { type Code, codeOf } from "./programs.ts";
import { printDiff, resetCopy, startCopy } from "./working-copy.ts";

export interface Command {
  about: string;
  /** What may follow the name, for the help. */
  word?: string;
  /** The runner's own flags that it takes. */
  flags?: readonly string[];
  /** Whether other flags go to the lab's programs. */
  passesOn?: boolean;
  /** Returns the exit status; anything that is no number stands for 0. */
  run: (lab: Lab, line: CommandLine) => unknown;
}

const RUNS = { flags: ["solution"], passesOn: true };
const GRADES = { word: "[TEXT]", flags: ["solution", "only", "seed", "timing"] };

/** By name; the first is what a lab without a command does. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["pair", { about: "run both: server behind, client in front", ...RUNS, run: pair }],
  ["server", { about: "run the server alone", ...RUNS, run: alone("server") }],
  ["client", { about: "run the client alone", ...RUNS, run: alone("client") }],
  ["start", { about: "make my working copy", run: startCopy }],
  ["check", { about: "grade my copy, or only checks with TEXT", ...GRADES, run: check }],
  ["watch", { about: "grade my copy at every save", ...GRADES, run: watch }],
  [
    "hint",
    {
      about: "next hint for exercise N, or for the first not passed",
      word: "[N]",
      run: (lab, { words }) => showHint(lab, words[2]),
    },
  ],
  ["diff", { about: "my copy against the worked solution", run: printDiff }],
  ["reset", { about: "move my copy aside and begin again", run: resetCopy }],
  ["readme", { about: "the lab's page", run: showReadme }],
]);

/** All commands and flags. */
export function helpText(): string {
  const lines = [...COMMANDS].map(
    ([name, { word = "", about }]) => `  npm run lab 01 ${`${name} ${word}`.padEnd(15)}${about}`,
  );
  return `Use:
  npm run lab                   the list of labs with my progress; in a terminal a menu
  npm run lab 01                the pair; 1, 01, 01-echo and echo all name the lab
${lines.join("\n")}

Flags stand behind --, as in npm run lab 01 -- --port 9091
  --solution      the worked solution, even where there is a working copy
  --only TEXT     check, watch: only the checks whose title holds TEXT
  --seed N        check, watch: repeat the random data of an earlier run
  --timing        check, watch: show where the time went
  others          pair, server, client: for the lab's programs (the pair: for its server)`;
}

async function pair(lab: Lab, { flags, passedOn }: CommandLine): Promise<number> {
  const own = flags.has("solution") ? ["--solution"] : [];
  return await runPair(announcedCode(lab, flags), passedOn, (addressFlags) => {
    const all = [...own, ...addressFlags].join(" ");
    return `npm run lab ${lab.number} client${all && ` -- ${all}`}`;
  });
}

function alone(side: "server" | "client"): Command["run"] {
  return (lab, { flags, passedOn }) => runAlone(announcedCode(lab, flags), side, passedOn);
}

/** Whose code is run; says so, on standard error: standard output is the program's. */
function announcedCode(lab: Lab, flags: CommandLine["flags"]): Code {
  const code = codeOf(lab, { solution: flags.has("solution") });
  console.error(`Lab ${lab.number}: ${code.name}`);
  return code;
}
