/**
 * What is wrong with the order to grade, before anything is graded. A missing file or a misspelt command
 * is the mistake of the person who typed it, and not of the program: it must not cost a point.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ROLES, type Role } from "../course/labs.ts";
import { installedProgram, isExecutable } from "./core/executable.ts";
import { interpreterOf, isInterpreter, isProgramFile, shebangOf } from "./core/interpreters.ts";
import type { Subject } from "./core/subject.ts";
import { howToStart } from "./how-to-start.ts";
import { whereElse } from "./where-else.ts";

/** What people hand in that has to be unpacked first. */
const ARCHIVE = /\.(?:zip|tar|tgz|gz|bz2|xz|7z|rar)$/i;

/**
 * Looks whether all that is named is there.
 *
 * @throws Error with a sentence that tells what is not, and what to do
 */
export function requireGradable(subject: Subject): void {
  const { name, folder } = subject;
  const problem =
    (folder === undefined ? undefined : folderProblem(folder)) ??
    ROLES.map((role) => problemOf(role, subject)).find((text) => text !== undefined);
  if (problem !== undefined) throw new Error(`Cannot grade ${name}: ${problem}`);
}

function folderProblem(folder: string): string | undefined {
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status === undefined) return "there is no such folder; check the path";
  if (status.isDirectory()) return undefined;
  return ARCHIVE.test(folder)
    ? "it is an archive; unpack it, and name the folder that you get"
    : "it is a file; name the folder that it lies in";
}

function problemOf(role: Role, { folder, ...commands }: Subject): string | undefined {
  const command = commands[role];
  if (command !== undefined) return commandProblem(command, role, folder);
  if (folder === undefined) return `no ${role} is named; give --subject DIR or --${role} COMMAND`;
  const file = `${role}.ts`;
  if (isFile(join(folder, file))) return undefined;
  const next =
    whereElse(file, folder) ??
    `check the folder, or say how the ${role} is started, as in --${role} ${howToStart(role, folder)}`;
  return `there is no ${file} in ${folder}; ${next}`;
}

function commandProblem(
  [program = "", ...args]: readonly string[],
  role: Role,
  folder: string | undefined,
): string | undefined {
  if (program === "") return `--${role} names no program; write it as in "python3 ${role}.py"`;
  const places = folder === undefined ? [] : [folder];
  const find = (word: string) =>
    [...places, "."].map((place) => resolve(place, word)).find((path) => existsSync(path));
  const where = folder === undefined ? "here" : `in ${folder}, nor here`;
  if (program.includes("/")) {
    const path = find(program);
    if (path === undefined) return `there is no ${program} ${where}; check the path in --${role}`;
    if (!isExecutable(path))
      return `${program} is no program that can be started; ${makeProgram(path)}`;
    if (shebangOf(path)?.endsWith("\r") === true) {
      return `the first line of ${program} ends with CR LF, as on Windows, so the system looks for an interpreter whose name ends with CR; save the file with LF line ends`;
    }
  } else if (!isInPath(program)) {
    const path = find(program);
    if (path === undefined) {
      return `there is no program named ${program}; check the spelling in --${role}, or install it`;
    }
    return `${program} is looked for among the installed programs, and not there; write ./${program}, or name what runs it, as in "python3 ${program}"`;
  }
  const [first = "-"] = args;
  const scripts = args.filter((word) => /^[^-=][^=]*$/.test(word) && isProgramFile(word));
  if (isInterpreter(basename(program)) && !first.startsWith("-")) scripts.unshift(first);
  const missing = scripts.find((word) => find(word) === undefined);
  if (missing !== undefined) {
    const next = folder === undefined ? undefined : whereElse(basename(missing), folder);
    return `there is no ${missing} ${where}; ${next ?? `check the path in --${role}`}`;
  }
  return nodeProblem([program, ...args], role);
}

/** A Node that cannot run TypeScript would end with ERR_UNKNOWN_FILE_EXTENSION, as if the program had crashed. */
function nodeProblem(command: readonly string[], role: Role): string | undefined {
  const [program = "", ...args] = command;
  const at = args.findIndex((word) => /\.[mc]?ts$/.test(word));
  const flags = args.slice(0, at);
  // With a loader, such as tsx, any Node can; a word before the script is the script itself.
  const isPlain =
    at !== -1 && flags.every((flag) => /^--(?!import|loader|require|experimental-)/.test(flag));
  if (!isPlain || !/^node(?:js)?$/.test(basename(program))) return undefined;
  const question = "process.version + ' ' + process.features.typescript";
  const { stdout, status } = spawnSync(program, [...flags, "-p", question], { encoding: "utf8" });
  const [version = "", typescript] = (stdout ?? "").trim().split(" ");
  if (status !== 0 || !["undefined", "false"].includes(typescript ?? "")) return undefined;
  return `the node that --${role} names is ${version}, which cannot run TypeScript; leave --${role} out (the grader compiles ${role}.ts itself), or name a newer Node`;
}

function makeProgram(path: string): string {
  if (!isFile(path)) return "name a file";
  const interpreter = interpreterOf(path);
  const other =
    interpreter === undefined
      ? ""
      : `, or name what runs it, as in "${interpreter} ${basename(path)}"`;
  return `make it one (chmod +x)${other}`;
}

function isInPath(program: string): boolean {
  // Windows finds a program under other endings too, and tells by itself when there is none.
  if (process.platform === "win32") return true;
  return installedProgram(program) !== undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
