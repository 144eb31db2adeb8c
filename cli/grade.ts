/**
 * `npm run grade`: the instructor's command line.
 *
 *     npm run grade -- 02 --subject submissions/ada --json ada.json
 *     npm run grade -- 02 --server "python3 server.py" --client "python3 client.py"
 */
import { resolve } from "node:path";
import splitCommand from "string-argv";
import { allLabs, findLab, findPart, type Lab } from "../course/labs.ts";
import type { Subject } from "../grading/core/subject.ts";
import { grade } from "../grading/grade.ts";
import { jsonOf } from "../grading/report/json.ts";
import { exitStatusOf } from "../grading/report/result.ts";
import { type CommandLine, type FlagKinds, readCommandLine } from "./arguments.ts";
import { printResult, selectionOf } from "./check.ts";
import { requireWritable, writeOutput } from "./output-file.ts";
import { codeOf } from "./programs.ts";
import { quoteWord } from "./quote-word.ts";
import { Refusal, runCommand, unknownFlag, unknownLab } from "./refusal.ts";
import { swallowedFlags } from "./swallowed.ts";

const FLAGS: FlagKinds = {
  subject: "string",
  server: "string",
  client: "string",
  solution: "boolean",
  json: "string",
  only: "string",
  seed: "string",
  deadline: "string",
  timing: "boolean",
  full: "boolean",
};

const SEE_HELP = "npm run grade -- --help shows the use";
const HELP = `Use: npm run grade -- LAB SUBJECT [FLAGS]

  --subject DIR       a folder with server.ts and client.ts; a copy of it is graded
  --server COMMAND    any program, as in --server "python3 server.py"; its files are looked
                      for in DIR first, then where you are
  --client COMMAND
  --solution          the worked solution
  --json FILE         write the result there too; - prints it, and nothing else
  --only TEXT         only the checks of exercise TEXT, as in 01.3, or whose title holds TEXT
  --seed N            repeat the random data of an earlier run
  --deadline SECONDS  how long the whole grading may last (60, and more on a slow machine)
  --timing            show where the time went
  --full              show every step of the first failure, and no line shortened

Status: 0 all passed, 1 something failed, 2 it could not be judged`;

// npm runs scripts in the project's folder; paths and commands are meant from where the person stands.
process.chdir(process.env.INIT_CWD ?? ".");

await runCommand(async () => {
  const args = process.argv.slice(2);
  const [lab = "02", ...leftOver] = readCommandLine(args, FLAGS).words;
  const swallowed = swallowedFlags(process.env, FLAGS, {
    command: `npm run grade ${lab}`,
    leftOver,
  });
  const line = readCommandLine([...args, ...swallowed], FLAGS);
  const [foreign] = line.passedOn;
  if (foreign === "--help" || line.words[0] === "help") return console.log(HELP);
  if (foreign !== undefined) throw unknownFlag(foreign, "grade", Object.keys(FLAGS), SEE_HELP);
  return await gradeLine(line);
});

async function gradeLine(line: CommandLine): Promise<number> {
  const [name, ...more] = line.words;
  if (name === undefined) {
    throw new Refusal(`Cannot grade: no lab is named; write its number first; ${SEE_HELP}`);
  }
  const lab = findLab(name, allLabs());
  if (lab === undefined) throw unknownLab(name, allLabs());
  const [word] = more;
  const part = findPart(word ?? "", lab);
  if (part !== undefined) {
    throw new Refusal(
      `Cannot grade "${word}" in lab ${lab.number}: it is a part of this lab; write npm run grade -- ${part.number}`,
    );
  }
  if (word !== undefined) {
    throw new Refusal(
      `Cannot read "${word}": grade takes one word, the lab; a folder is named by --subject, part of the checks by --only`,
    );
  }
  const subject = subjectOf(lab, line);
  const path = line.flags.get("json");
  const isJsonAlone = path === "-";
  const file = path === undefined || isJsonAlone ? undefined : { path, flag: "--json" };
  if (file !== undefined) requireWritable(file);
  const options = { ...(await selectionOf(lab, line)), ...limitOf(line) };
  const result = await grade({ lab: lab.folder, subject, ...options });
  if (isJsonAlone) console.log(jsonOf(result));
  else printResult(result, line, `npm run grade -- ${lab.number}${subjectFlags(line)}`);
  if (file !== undefined) writeOutput(file, jsonOf(result));
  return exitStatusOf(result);
}

/** @throws Refusal when the deadline is no number of seconds */
function limitOf({ flags }: CommandLine): { limitMs?: number } {
  const seconds = flags.get("deadline");
  if (seconds === undefined) return {};
  if (/^[1-9]\d{0,5}$/.test(seconds)) return { limitMs: Number(seconds) * 1000 };
  throw new Refusal(
    `Cannot use ${seconds} as the deadline: it is not a whole number of seconds from 1 to 999999; write --deadline 120`,
  );
}

/** The flags that name the subject, as they were typed. */
function subjectFlags({ flags }: CommandLine): string {
  const solution = flags.has("solution") ? " --solution" : "";
  const given = ["subject", "server", "client"].flatMap((name) => {
    const value = flags.get(name);
    return value === undefined ? [] : ` --${name} ${quoteWord(value)}`;
  });
  return [solution, ...given].join("");
}

/** @throws Refusal when it is not told what to grade */
function subjectOf(lab: Lab, { flags }: CommandLine): Subject {
  const [server, client, subject] = ["server", "client", "subject"].map((name) => flags.get(name));
  const commands = {
    ...(server === undefined ? {} : { server: splitCommand(server) }),
    ...(client === undefined ? {} : { client: splitCommand(client) }),
  };
  if (flags.has("solution")) {
    if (subject !== undefined) {
      throw new Refusal(
        "Cannot grade two at once: --solution and --subject both name a folder; leave one of them out",
      );
    }
    const { name, folder } = codeOf(lab, { solution: true });
    return { name, folder, ...commands };
  }
  if (subject !== undefined) return { name: subject, folder: resolve(subject), ...commands };
  if (server !== undefined || client !== undefined) {
    return { name: [server, client].filter(Boolean).join(" and "), ...commands };
  }
  throw new Refusal(
    `Cannot grade lab ${lab.number}: nothing to grade is named; give --subject DIR, --solution, or --server and --client`,
  );
}
