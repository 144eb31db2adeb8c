/** The learner's working copy of a lab: making it, keeping an old one, comparing it. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { copyFolder, type Lab, ROLES } from "./labs.ts";
import { starterFiles } from "./starter.ts";

/** @throws Error when the learner has not begun this lab */
export function requireCopy(lab: Lab): void {
  if (existsSync(copyFolder(lab))) return;
  throw new Error(
    `Cannot find your copy of lab ${lab.number}: there is no work/${lab.copy}; make it with npm run lab ${lab.number} start`,
  );
}

/** @throws Error when a program of the copy is not there, and so cannot be graded */
export function requirePrograms(lab: Lab): void {
  requireCopy(lab);
  for (const role of ROLES) {
    if (existsSync(join(copyFolder(lab), `${role}.ts`))) continue;
    throw new Error(
      `Cannot check lab ${lab.number}: there is no ${role}.ts in work/${lab.copy}; put it back, or begin again with npm run lab ${lab.number} reset`,
    );
  }
}

/** What tells a working copy from another one in its place; undefined when there is none. */
export function identityOfCopy(lab: Lab): string | undefined {
  const status = statSync(copyFolder(lab), { throwIfNoEntry: false });
  return status === undefined ? undefined : `${status.dev}:${status.ino}:${status.birthtimeMs}`;
}

/** Makes the working copy. @throws Error when there is one: nothing is ever overwritten */
export function makeCopy(lab: Lab): void {
  if (isTaken(copyFolder(lab))) throw isThereAlready(lab);
  const fresh = writeFreshCopy(lab);
  putInPlace(lab, fresh);
}

/** Whether something is there, be it a link that leads nowhere. */
function isTaken(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Moves the working copy aside, where it is kept, and makes a new one; returns where the old one is,
 * undefined when there was none. When the new one cannot be made, the old one stays.
 */
export function replaceCopy(lab: Lab): string | undefined {
  const fresh = writeFreshCopy(lab);
  if (!isTaken(copyFolder(lab))) {
    putInPlace(lab, fresh);
    return undefined;
  }
  // No colons: they are not allowed in a file's name everywhere.
  const time = new Date().toISOString().replaceAll(":", "-");
  const aside = `work/${lab.copy}.old-${time}`;
  try {
    renameSync(copyFolder(lab), join(lab.root, aside));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  putInPlace(lab, fresh);
  return aside;
}

/**
 * Writes a new copy beside its place and returns where. A copy is whole or not there at all: the disk
 * may be full in the middle, or the person may press Ctrl-C.
 */
function writeFreshCopy(lab: Lab): string {
  removeHalfCopies(lab);
  const folder = join(lab.root, "work", `${halfCopyPrefix(lab)}${process.pid}`);
  try {
    for (const [path, text] of starterFiles(lab)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** Removes what a start has left that was killed in the middle. */
function removeHalfCopies(lab: Lab): void {
  const work = join(lab.root, "work");
  const prefix = halfCopyPrefix(lab);
  for (const name of existsSync(work) ? readdirSync(work) : []) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    rmSync(join(work, name), { recursive: true, force: true });
  }
}

/** Hidden, so that no editor and no compiler looks into it; the number of the process follows. */
function halfCopyPrefix(lab: Lab): string {
  return `.${lab.copy}.unfinished-`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function putInPlace(lab: Lab, fresh: string): void {
  try {
    renameSync(fresh, copyFolder(lab));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another start was faster.
    if (isTaken(copyFolder(lab))) throw isThereAlready(lab);
    throw error;
  }
}

function isThereAlready(lab: Lab): Error {
  return new Error(
    `Cannot make work/${lab.copy}: it is there already; go on in it, or begin again with npm run lab ${lab.number} reset`,
  );
}

/**
 * The files in which the copy is not the worked solution. The solution is as it would read in the
 * copy's place, so that only what the learner wrote differs; a file that is gone reads as empty.
 */
export function differences(lab: Lab): { path: string; mine: string; solution: string }[] {
  requireCopy(lab);
  return [...starterFiles(lab, { only: [] })]
    .map(([path, solution]) => {
      const file = join(copyFolder(lab), path);
      const mine = existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : "";
      return { path, mine, solution };
    })
    .filter(({ mine, solution }) => mine !== solution);
}
