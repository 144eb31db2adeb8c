/** Starts a subject's programs: in a folder and an environment of their own, marked so that none is left over. */
import { existsSync, mkdtempSync } from "node:fs";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import {
  allLabs,
  findLab,
  isPart,
  type Lab,
  PROJECT_ROOT,
  ROLES,
  type Role,
  solutionFolder,
} from "../../course/labs.ts";
import { type Compiled, compile } from "./compile.ts";
import type { EventLog } from "./event-log.ts";
import { CheckFailed, NotJudged } from "./failure.ts";
import { isFixedPort } from "./fixed-port.ts";
import { layOut, layoutOf, type Placement } from "./layout.ts";
import { clear, makeGradingFolder, marked, markingVariable } from "./leftovers.ts";
import { toldPort } from "./not-announced.ts";
import { type PreparedData, preparedData, writePrepared } from "./prepared-data.ts";
import { Program, valueAfter } from "./program.ts";
import type { Subject } from "./subject.ts";
import { copySubmission, isInside, type Submission } from "./submission.ts";

/** Programs that run JavaScript: what they are given is told causes in Node's words. */
const NODE_COMMANDS = new Set([
  basename(process.execPath),
  ...["node", "nodejs", "npm", "npx", "tsx", "ts-node", "bun", "deno"],
]);

export class Launcher {
  readonly #subject: Subject;
  readonly #compiled: Compiled | Unusable | undefined;
  readonly #folder: string;
  readonly #prepared: PreparedData | undefined;
  readonly #submission: Submission | undefined;
  /** Folder of the lab or part for which it is prepared, such as "09-chat/a-channel". */
  readonly lab: string | undefined;
  /** What each program finds in its working directory. */
  #layout: readonly Placement[] | undefined;

  private constructor(
    subject: Subject,
    folder: string,
    prepared: PreparedData | undefined,
    lab: string | undefined,
    { compiled, submission }: Prepared = {},
  ) {
    this.lab = lab;
    this.#subject = subject;
    this.#folder = folder;
    this.#prepared = prepared;
    this.#compiled = compiled;
    this.#submission = submission;
  }

  /**
   * Copies and compiles the subject. That it cannot be is reported by the first check that starts it.
   *
   * @param lab its folder's name: each server finds what is prepared for it in the folder that `--data` names
   */
  static async prepare(subject: Subject, lab?: string): Promise<Launcher> {
    const folder = makeGradingFolder();
    const [prepared, files] = await Promise.all([
      lab === undefined ? undefined : preparedData(lab),
      prepareFolder(subject, folder, findLab(lab ?? "", allLabs())),
    ]);
    return new Launcher(subject, folder, prepared, lab, files);
  }

  /** Where the programs keep their files while they are graded. */
  get folder(): string {
    return this.#folder;
  }

  /** Changes when the compiled program does; undefined where there is none, as for a given command. */
  fingerprintOf(role: Role): string | undefined {
    if (this.#subject[role] !== undefined) return undefined;
    return this.#compiled instanceof Error ? undefined : this.#compiled?.fingerprints[role];
  }

  /** Whether the source shows that the exercise is still as the starter left it. */
  isUnwritten(exercise: string): boolean {
    return !(this.#compiled instanceof Error) && this.#compiled?.unwritten.has(exercise) === true;
  }

  /** Whether this server, told to take any port, has taken one that is written into its source. */
  hasFixedPort(program: Program, port: number): boolean {
    if (toldPort(program) !== "0") return false;
    const scripts = (this.#subject.server ?? []).filter((word) => existsSync(word));
    const folders = scripts.map((script) => dirname(resolve(script)));
    const { folder } = this.#subject;
    return isFixedPort(port, folder === undefined ? folders : [folder, ...folders]);
  }

  /** Starts one of the subject's programs. */
  start(
    role: Role,
    givenFlags: readonly string[],
    eventLog: EventLog,
    environment: Record<string, string> = {},
  ): Program {
    const { command, shown } = this.#commandOf(role);
    const flags = this.#withPreparedData(role, givenFlags);
    const told = [...assignments(environment), shown, ...flags.map(quote)].join(" ");
    return this.#run(
      role,
      [...command, ...flags],
      { shown: told, eventLog, flags },
      {
        LAB_DATA: valueAfter("--data", flags) ?? this.dataFolder(),
        ...environment,
      },
    );
  }

  /** Starts one of the subject's programs in a terminal of its own, made by util-linux's `script`. */
  startInTerminal(
    role: Role,
    flags: readonly string[],
    eventLog: EventLog,
    environment: Record<string, string> = {},
  ): Program {
    if (process.platform !== "linux" || !existsSync("/usr/bin/script")) {
      throw new NotJudged("it needs a terminal made by `script` of util-linux, which is not here");
    }
    const { command, shown } = this.#commandOf(role);
    // exec: a shell between would answer Ctrl-C, and end, in the program's place.
    const line = ["exec", ...[...command, ...flags].map(quote)].join(" ");
    const terminal = ["/usr/bin/script", "--quiet", "--return", "--command", line, "/dev/null"];
    const told = `${[...assignments(environment), shown, ...flags.map(quote)].join(" ")} (in a terminal)`;
    const data = valueAfter("--data", flags) ?? this.dataFolder();
    const options = { shown: told, eventLog, flags };
    return this.#run(role, terminal, options, { LAB_DATA: data, TERM: "xterm", ...environment });
  }

  /** An empty folder, for a program's files. */
  dataFolder(): string {
    return mkdtempSync(join(this.#folder, "data-"));
  }

  /** Ends all that has escaped, and removes the folder. */
  async sweep(): Promise<void> {
    await clear(this.#folder);
  }

  #withPreparedData(role: Role, flags: readonly string[]): readonly string[] {
    if (this.#prepared === undefined || valueAfter("--data", flags) !== undefined) return flags;
    const data = this.dataFolder();
    if (role === "server") writePrepared(this.#prepared, data);
    return [...flags, "--data", data];
  }

  #run(
    voice: Role,
    command: string[],
    options: { shown: string; eventLog: EventLog; flags: readonly string[] },
    extra: Record<string, string> & { LAB_DATA: string },
  ): Program {
    return new Program({
      voice,
      command: marked(this.#folder, command),
      ...options,
      data: extra.LAB_DATA,
      isNode: this.#isNode(voice),
      cwd: this.#workingFolder(voice),
      environment: {
        PATH: process.env.PATH,
        HOME: this.#folder,
        TMPDIR: this.#folder,
        LANG: "C.UTF-8",
        NODE_COMPILE_CACHE: join(this.#folder, "node"),
        PYTHONUNBUFFERED: "1",
        PYTHONDONTWRITEBYTECODE: "1",
        ...extra,
        ...markingVariable(this.#folder),
      },
    });
  }

  /**
   * A new working directory for a program: what it writes there is not found by the next start, nor left
   * at the caller's. What was handed in is there too. A command that names no file, such as
   * `npm run server`, finds its program by the caller's directory, and keeps that.
   */
  #workingFolder(role: Role): string {
    const given = this.#subject[role];
    if (this.#submission === undefined && given !== undefined && !given.some(namesFile)) {
      return process.cwd();
    }
    const folder = mkdtempSync(join(this.#folder, "run-"));
    if (this.#submission === undefined) return folder;
    this.#layout ??= layoutOf(this.#submission.folder);
    layOut(this.#layout, folder);
    return folder;
  }

  /**
   * A given command as it is started. A word that names a file of the submission names its copy, which is
   * in the working directory; a word that names a file of the caller's names that.
   */
  #resolveCommand(command: readonly string[]): string[] {
    const { original = ".", folder } = this.#submission ?? {};
    const inCopy = (path: string) =>
      folder !== undefined && existsSync(join(folder, path)) ? join(folder, path) : undefined;
    return command.map((word, index) => {
      if (!isPath(word, index) || inCopy(word) !== undefined) return word;
      const path = [resolve(original, word), resolve(word)].find((one) => existsSync(one));
      if (path === undefined) return word;
      return (isInside(original, path) ? inCopy(relative(original, path)) : undefined) ?? path;
    });
  }

  #isNode(role: Role): boolean {
    const [program] = this.#subject[role] ?? [process.execPath];
    return NODE_COMMANDS.has(basename(program ?? ""));
  }

  #commandOf(role: Role): { command: string[]; shown: string } {
    // What could not be copied is not run where it lies.
    if (this.#submission === undefined && this.#compiled instanceof Error) throw this.#compiled;
    const given = this.#subject[role];
    if (given !== undefined) {
      return { command: this.#resolveCommand(given), shown: given.join(" ") };
    }
    if (this.#compiled instanceof Error) throw this.#compiled;
    const program = this.#compiled?.programs[role];
    if (program === undefined) throw new NotJudged(`there is no ${role} to grade`);
    // Without the flag, one program could open a debugger in another by a signal.
    const command = [process.execPath, "--disable-sigusr1", program];
    return { command, shown: `node ${role}.ts` };
  }
}

/** Whether a word of a command can be a path: the first one is looked for in PATH, if it holds no slash. */
function isPath(word: string, index: number): boolean {
  return index > 0 || word.includes("/");
}

/** Whether it names a file or a folder from where the caller stands. */
function namesFile(word: string, index: number): boolean {
  return isPath(word, index) && existsSync(word);
}

/** Why there are no programs to start. */
type Unusable = CheckFailed | NotJudged;

/** What was made of a subject's folder. */
interface Prepared {
  compiled?: Compiled | Unusable;
  submission?: Submission;
}

async function prepareFolder(
  subject: Subject,
  folder: string,
  lab: Lab | undefined,
): Promise<Prepared> {
  if (subject.folder === undefined) return {};
  try {
    const submission = await copySubmission(subject.folder, await programFolder(folder, lab));
    const roles = ROLES.filter((role) => subject[role] === undefined);
    const compiled = await compile(submission, roles, lab).catch(asUnusable);
    return { submission, compiled };
  } catch (error) {
    return { compiled: asUnusable(error) };
  }
}

function asUnusable(error: unknown): Unusable {
  if (error instanceof CheckFailed || error instanceof NotJudged) return error;
  throw error;
}

/**
 * Where the copy of a submission lies: two levels deep, so that `../../shared` is the suite's, and below
 * the suite's packages. A part lies where its worked solution would, beside the other folders of its lab.
 */
export async function programFolder(folder: string, lab?: Lab): Promise<string> {
  const part = lab !== undefined && isPart(lab) ? lab : undefined;
  const parents = part === undefined ? ["lab"] : ["labs", dirname(part.folder)];
  let programs = folder;
  for (const name of [...parents, "program"]) {
    programs = join(programs, name);
    // Not recursive: the folder of a grading that was stopped a moment ago stays away.
    await mkdir(programs);
  }
  await symlink(join(PROJECT_ROOT, "shared"), join(folder, "shared"));
  await symlink(join(PROJECT_ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  if (part !== undefined) await linkLabAround(part, dirname(programs));
  return programs;
}

/** Links what a part's program may name: by its way from the worked solution, and from `work/`. */
async function linkLabAround(part: Lab, labFolder: string): Promise<void> {
  const around = dirname(solutionFolder(part));
  const entries = await readdir(around);
  // Not the part's own folder: what is graded takes its place.
  const others = entries.filter((name) => name !== basename(part.folder));
  await Promise.all(others.map((name) => symlink(join(around, name), join(labFolder, name))));
  const labs = dirname(labFolder);
  const earlier = allLabs().filter(({ number }) => number < part.number.slice(0, 2));
  await Promise.all(
    earlier.map((lab) => symlink(solutionFolder(lab), join(labs, basename(lab.folder)))),
  );
  await symlink(join(PROJECT_ROOT, "shared"), join(labs, "shared"));
  await symlink(labs, join(labs, "labs"));
}

/** Variables, as they stand before a command. */
function assignments(environment: Record<string, string>): string[] {
  return Object.entries(environment).map(([name, text]) => `${name}=${quote(text)}`);
}

/** One word for a POSIX shell, in quotes where it needs them. */
function quote(word: string): string {
  if (/^[\w.:/=@%+-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
