/** Starts a subject's programs: in a folder and an environment of their own, marked so that none is left over. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Subject } from "../subject.ts";
import { type Compiled, compile } from "./compile.ts";
import { CheckFailed, NotJudged } from "./failure.ts";
import { isFixedPort } from "./fixed-port.ts";
import { processesMarked } from "./kernel.ts";
import { type PreparedData, writePrepared } from "./prepared-data.ts";
import { Program } from "./program.ts";
import type { Story } from "./story.ts";

const COMPILE_CACHE = fileURLToPath(new URL("../../.cache/node", import.meta.url));

/** What was killed is gone within milliseconds; what makes new processes all the time is given up. */
const SWEEP_MS = 2_000;
const LOOK_AGAIN_MS = 5;

export type Role = "server" | "client";

/** Programs that run JavaScript: what they are given is told causes in Node's words. */
const NODE_COMMANDS = new Set([
  basename(process.execPath),
  ...["node", "nodejs", "npm", "npx", "tsx", "ts-node", "bun", "deno"],
]);

export class Launcher {
  readonly #subject: Subject;
  readonly #compiled: Compiled | CheckFailed | undefined;
  readonly #folder: string;
  readonly #prepared: PreparedData | undefined;
  /** In the environment of all that is started, and of their children and grandchildren. */
  readonly #marker = `LAB_GRADING=${randomUUID()}`;

  private constructor(
    subject: Subject,
    compiled: Compiled | CheckFailed | undefined,
    folder: string,
    prepared: PreparedData | undefined,
  ) {
    this.#subject = subject;
    this.#compiled = compiled;
    this.#folder = folder;
    this.#prepared = prepared;
  }

  /**
   * Compiles the subject. That it does not compile is told by the first check that starts it.
   *
   * @param prepared for each server's data folder, which it is then told by `--data`
   */
  static async prepare(subject: Subject, prepared?: PreparedData): Promise<Launcher> {
    const folder = await mkdtemp(join(tmpdir(), "socket-labs-"));
    const needsCompiling = subject.server === undefined || subject.client === undefined;
    if (!needsCompiling || subject.folder === undefined) {
      return new Launcher(subject, undefined, folder, prepared);
    }
    const compiled = await compile(subject.folder).catch((error: unknown) => {
      if (error instanceof CheckFailed) return error;
      throw error;
    });
    return new Launcher(subject, compiled, folder, prepared);
  }

  /** Where the programs keep their files while they are graded. */
  get folder(): string {
    return this.#folder;
  }

  /** Changes when the compiled program does; undefined where there is none, as for a given command. */
  fingerprintOf(role: Role): string | undefined {
    if (this.#subject[role] !== undefined) return undefined;
    return this.#compiled instanceof CheckFailed ? undefined : this.#compiled?.fingerprints[role];
  }

  /** Whether the source shows that the exercise is still as the starter left it. */
  isUnwritten(exercise: string): boolean {
    return (
      !(this.#compiled instanceof CheckFailed) && this.#compiled?.unwritten.has(exercise) === true
    );
  }

  /** Whether this server, told to take any port, has taken one that is written into its source. */
  hasFixedPort({ flags }: Program, port: number): boolean {
    if (valueAfter("--port", flags) !== "0") return false;
    const scripts = (this.#subject.server ?? []).filter((word) => existsSync(word));
    const folders = scripts.map((script) => dirname(resolve(script)));
    const { folder } = this.#subject;
    return isFixedPort(port, folder === undefined ? folders : [folder, ...folders]);
  }

  /** Starts one of the subject's programs. */
  start(
    role: Role,
    givenFlags: readonly string[],
    story: Story,
    environment: Record<string, string> = {},
  ): Program {
    const { command, shown } = this.#commandOf(role);
    const flags = this.#withPreparedData(role, givenFlags);
    const told = [...assignments(environment), shown, ...flags.map(quote)].join(" ");
    return this.#run(
      role,
      [...command, ...flags],
      { shown: told, story, flags },
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
    story: Story,
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
    const options = { shown: told, story, flags };
    return this.#run(role, terminal, options, { LAB_DATA: data, TERM: "xterm", ...environment });
  }

  /** An empty folder, for a program's files. */
  dataFolder(): string {
    return mkdtempSync(join(this.#folder, "data-"));
  }

  /** Ends all that has escaped, and removes the folder. */
  async sweep(): Promise<void> {
    const end = performance.now() + SWEEP_MS;
    while (killAll(processesMarked(this.#marker)) > 0 && performance.now() < end) {
      await pause(LOOK_AGAIN_MS); // nobody tells of the end of somebody else's child
    }
    await rm(this.#folder, { recursive: true, force: true });
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
    options: { shown: string; story: Story; flags: readonly string[] },
    extra: Record<string, string> & { LAB_DATA: string },
  ): Program {
    const [markerName = "", markerValue = ""] = this.#marker.split("=");
    return new Program({
      voice,
      command,
      ...options,
      data: extra.LAB_DATA,
      isNode: this.#isNode(voice),
      cwd: this.#workingFolder(voice),
      environment: {
        PATH: process.env.PATH,
        HOME: this.#folder,
        TMPDIR: this.#folder,
        LANG: "C.UTF-8",
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        PYTHONUNBUFFERED: "1",
        ...extra,
        [markerName]: markerValue,
      },
    });
  }

  /**
   * A new folder for each start, so that what a program writes where it stands is neither left at the
   * caller's nor found by the next start. A command that names no file, such as `npm run server`, finds
   * its program by where it stands, and stays there.
   */
  #workingFolder(role: Role): string {
    const given = this.#subject[role];
    if (given !== undefined && !given.some(isFile)) return process.cwd();
    return mkdtempSync(join(this.#folder, "run-"));
  }

  #isNode(role: Role): boolean {
    const [program] = this.#subject[role] ?? [process.execPath];
    return NODE_COMMANDS.has(basename(program ?? ""));
  }

  #commandOf(role: Role): { command: string[]; shown: string } {
    const given = this.#subject[role];
    if (given !== undefined) return { command: given.map(whole), shown: given.join(" ") };
    if (this.#compiled instanceof CheckFailed) throw this.#compiled;
    if (this.#compiled === undefined) throw new NotJudged(`there is no ${role} to grade`);
    return {
      command: [process.execPath, this.#compiled[role]],
      shown: `node ${role}.ts`,
    };
  }
}

/** Whether a word of a command names a file or a folder from where the caller stands. */
function isFile(word: string, index: number): boolean {
  return (index > 0 || word.includes("/")) && existsSync(word);
}

/** The word as it is understood from any folder. */
function whole(word: string, index: number): string {
  return isFile(word, index) ? resolve(word) : word;
}

/** Kills these processes; returns how many were still there. */
function killAll(pids: readonly number[]): number {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  return pids.length;
}

/** What follows a flag, where it stands last. */
function valueAfter(flag: string, flags: readonly string[]): string | undefined {
  const place = flags.lastIndexOf(flag);
  return place === -1 ? undefined : flags[place + 1];
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
