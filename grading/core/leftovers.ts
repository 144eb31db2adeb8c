/**
 * What belongs to a grading, so that nothing of it is left over: its folders, and all processes that the
 * graded programs have started. Both can be found from outside: by the handler of a signal, and by the
 * next grading after a SIGKILL.
 *
 * A folder's name says whose it is:
 *
 *     /tmp/socket-labs-PLACE-PID-START-XXXXXX
 *
 * PLACE stands for the machine and its process numbers, PID and START (the time of its start) for the
 * grading process; the rest is random. A graded process carries the folder's name in its environment, and
 * the random bytes, as one number, as its soft limit of file locks. Linux has not enforced that limit since 2.4.25 (getrlimit(2)), everybody can
 * read it in /proc/PID/limits, and every child inherits it: also one with an empty environment, in a
 * session of its own, whose parents have ended.
 *
 * What still escapes: a program that resets both on purpose, and one that somebody else starts for it
 * (atd, `systemd-run`, a container). Without `prlimit` of util-linux there is only the environment;
 * without /proc, as on macOS, only the program's process group is ended.
 */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { errorCode } from "../../shared/process/errors.ts";
import { installedProgram, isExecutable } from "./executable.ts";
import { shebangOf } from "./interpreters.ts";
import { linkOrNothing, listOrNothing, readOrNothing } from "./kernel.ts";

/** What was killed is gone within milliseconds; what makes new processes all the time is given up. */
const CLEAR_MS = 2_000;
/** After a signal nobody wants to wait, and a second Ctrl-C is not seen before. */
const CLEAR_AFTER_SIGNAL_MS = 2_000;
const LOOK_AGAIN_MS = 10;
/** The grader's other thread may have been about to start a program: so many looks must find nothing. */
const LOOKS_AFTER_SIGNAL = 3;

/** Signals that ask a program to end: Ctrl-C, `kill`, a closed terminal, Ctrl-\. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

const FOLDER_NAME =
  /^socket-labs-(?<owner>(?<place>[\da-f]{8})-(?<pid>\d+)-\d+)-(?<random>[A-Za-z\d]{6})$/;

const ENVIRONMENT_NAME = "LAB_GRADING";

/** A shared /tmp may hold folders of other machines and containers, whose numbers say nothing here. */
const PLACE = createHash("sha256")
  .update(`${hostname()} ${linkOrNothing("/proc/self/ns/pid")}`)
  .digest("hex")
  .slice(0, 8);

/**
 * Makes a folder for a grading by this process, which is also removed, with the grading's processes,
 * when a signal ends this process.
 */
export function makeGradingFolder(): string {
  clearAtEnd();
  return mkdtempSync(join(tmpdir(), `socket-labs-${ownerWith(process.pid)}-`));
}

/** The variable that marks a process as one of this folder's grading. */
export function markingVariable(folder: string): Record<string, string> {
  return { [ENVIRONMENT_NAME]: basename(folder) };
}

/** The number that marks a process as one of this folder's grading. No limit is set so high for a reason. */
export function markOf(folder: string): number {
  const { random = "" } = partsOf(folder);
  return Buffer.from(random, "latin1").readUIntBE(0, random.length);
}

/**
 * The command that starts the same program under the mark of this folder's grading. It stays as it is
 * where there is no `prlimit`, and where the system itself has to say that it cannot be started.
 */
export function marked(folder: string, command: readonly string[]): string[] {
  const [file = ""] = command;
  const prlimit = installedProgram("prlimit");
  if (prlimit === undefined || !canBeStarted(file)) return [...command];
  return [prlimit, `--locks=${markOf(folder)}:`, "--", ...command];
}

/** Ends all processes of a grading, and removes its folder. */
export async function clear(folder: string): Promise<void> {
  // The disk may take long for a large program: other gradings of this process go on meanwhile.
  await rm(folder, { recursive: true, force: true }).catch(() => {}); // what is left has its turn below
  const end = performance.now() + CLEAR_MS;
  while (clearOnce([folder]) && performance.now() < end) {
    await pause(LOOK_AGAIN_MS); // nobody tells of the end of somebody else's child
  }
}

/** Clears what gradings have left behind that were killed. Those that still run are left alone. */
export function clearDead(): void {
  const dead = gradingFolders().filter((folder) => !isOwnerAlive(folder));
  const end = performance.now() + CLEAR_MS;
  while (dead.length > 0 && clearOnce(dead) && performance.now() < end) waitHere(LOOK_AGAIN_MS);
}

let isClearedAtEnd = false;
let toldAtSignal: string | undefined;

/**
 * From now on, however this process ends (but by SIGKILL), its gradings are cleared first. A signal
 * still ends it as the signal does.
 *
 * @param sentence what a person is told then
 */
export function clearAtEnd(sentence = toldAtSignal): void {
  toldAtSignal = sentence;
  // A thread gets no signals, and its end is not the grading's.
  if (isClearedAtEnd || !isMainThread) return;
  isClearedAtEnd = true;
  process.once("exit", () => {
    if (ownFolders().length > 0) clearOwn();
  });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (toldAtSignal !== undefined) console.error(toldAtSignal);
      // Nothing else runs in this thread from here on, so that no verdict is printed. Ctrl-C comes
      // twice under npm, from the terminal and from npm: the second one must not cut this short.
      clearOwn();
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  }
}

/** Clears all that this process has made and started, also what its other thread is about to. */
export function clearOwn(): void {
  const end = performance.now() + CLEAR_AFTER_SIGNAL_MS;
  for (let looks = 0; looks < LOOKS_AFTER_SIGNAL && performance.now() < end; looks++) {
    // A child that is not yet the program that it will be has no mark.
    const killed = processesWhere((pid) => statusOf(pid)?.parent === process.pid).filter(kill);
    const folders = ownFolders();
    if (clearOnce(folders) || folders.length + killed.length > 0) looks = -1;
    waitHere(LOOK_AGAIN_MS);
  }
}

function waitHere(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Removes and kills what is there; returns whether anything may be left. */
function clearOnce(folders: readonly string[]): boolean {
  // The folders first: where they are missing, no further program is started.
  const left = folders.filter((folder) => !removeFolder(folder));
  const killed = markedProcesses(folders).filter(kill);
  return left.length + killed.length > 0;
}

/** Returns whether it is gone, or will never be. */
function removeFolder(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch (error) {
    // A program still writes into it: the next look tells.
    return ["EACCES", "EPERM"].includes(errorCode(error) ?? "");
  }
}

/** Returns whether it was there to be killed. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false; // It has ended by itself, or has become another user's.
  }
}

function markedProcesses(folders: readonly string[]): number[] {
  const names = folders.map((folder) => `${ENVIRONMENT_NAME}=${basename(folder)}`);
  const marks = new Set(folders.map(markOf));
  return processesWhere((pid) => {
    const limits = readOrNothing(`/proc/${pid}/limits`);
    if (marks.has(Number(/^Max file locks +(\d+)/m.exec(limits)?.[1]))) return true;
    const environment = readOrNothing(`/proc/${pid}/environ`);
    return names.some((name) => environment.includes(name));
  });
}

/** The processes for which this is so, without those that have ended. */
function processesWhere(isWanted: (pid: number) => boolean): number[] {
  return listOrNothing("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isWanted(pid) && statusOf(pid) !== undefined);
}

function ownFolders(): string[] {
  const owner = ownerWith(process.pid);
  return gradingFolders().filter((folder) => partsOf(folder).owner === owner);
}

/** The folders of this user's gradings on this machine, of those that run and of dead ones. */
function gradingFolders(): string[] {
  return listOrNothing(tmpdir())
    .map((name) => join(tmpdir(), name))
    .filter((folder) => partsOf(folder).place === PLACE && isMine(folder));
}

function isMine(folder: string): boolean {
  const status = lstatSync(folder, { throwIfNoEntry: false });
  return status?.isDirectory() === true && status.uid === (process.getuid?.() ?? status.uid);
}

function isOwnerAlive(folder: string): boolean {
  const { owner, pid } = partsOf(folder);
  return owner === ownerWith(Number(pid));
}

function partsOf(folder: string): Partial<Record<string, string>> {
  return FOLDER_NAME.exec(basename(folder))?.groups ?? {};
}

/** The owner whose process has this number now. Numbers are used again: the start tells them apart. */
function ownerWith(pid: number): string {
  return `${PLACE}-${pid}-${statusOf(pid)?.start}`;
}

/**
 * Fields 4 and 22 of proc_pid_stat(5): a process's parent, and when it was started, in ticks since the
 * machine's start. Undefined of one that has ended, also when its parent has not asked how.
 */
function statusOf(pid: number): { parent: number; start: string } | undefined {
  if (!existsSync("/proc/self/stat")) return exists(pid) ? { parent: 0, start: "0" } : undefined;
  const stat = readOrNothing(`/proc/${pid}/stat`);
  const [state = "", parent, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (/^[ZX]?$/.test(state)) return undefined;
  return { parent: Number(parent), start: fields[17] ?? "" };
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function canBeStarted(command: string): boolean {
  const file = command.includes("/") ? command : installedProgram(command);
  if (file === undefined || !isExecutable(file)) return false;
  // As the system reads it: a CR belongs to the name.
  const [interpreter] =
    shebangOf(file)
      ?.split(/[ \t]+/)
      .filter(Boolean) ?? [];
  return interpreter === undefined || existsSync(interpreter);
}
