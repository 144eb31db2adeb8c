/** Files that hold a secret: made for their owner alone, and refused when others can read them. */
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode, ProgramError, systemReason } from "../process/errors.ts";
import { PRIVATE_MODE, syncFolder } from "./replace-file.ts";

/** Read, write or run, for the group or for all others. */
const OTHERS = 0o077;

/**
 * What is in a file that only its owner may read; undefined when there is none.
 *
 * @throws ProgramError when others can read it, or the system does not let us
 */
export async function readPrivateFile(path: string): Promise<string | undefined> {
  return ifThere(path, async () => {
    const file = await open(path, "r");
    try {
      const { mode } = await file.stat();
      // Windows keeps other rights than these, and shows 0666 for every file.
      if ((mode & OTHERS) !== 0 && process.platform !== "win32") throw readable(path);
      return textOf(await file.readFile());
    } finally {
      await file.close();
    }
  });
}

/** What is in a file; undefined when there is none. */
export function readTextFile(path: string): Promise<string | undefined> {
  return ifThere(path, async () => textOf(await readFile(path)));
}

/**
 * Makes these files, each for its owner alone, and brings them to the disk. They are written under other
 * names and get their own when all are whole: a crash leaves all of them or, nearly always, none.
 *
 * @param contents by path; all in one folder
 * @throws ProgramError when the system does not let us; then none of them is there
 */
export async function makePrivateFiles(contents: ReadonlyMap<string, string>): Promise<void> {
  const paths = [...contents.keys()];
  try {
    for (const [path, content] of contents) await explained(path, () => writeAside(path, content));
    for (const path of paths) await explained(path, () => rename(asideOf(path), path));
  } catch (error) {
    // What has failed first is what counts, not that something cannot be tidied up.
    await Promise.allSettled(paths.map((path) => rm(asideOf(path), { force: true })));
    throw error;
  }
  for (const path of paths) await syncFolder(dirname(path));
}

/** `wx`: a file that is left from another time, with whatever rights, is not written into. */
async function writeAside(path: string, content: string): Promise<void> {
  await rm(asideOf(path), { force: true });
  const file = await open(asideOf(path), "wx", PRIVATE_MODE);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without the byte order mark that editors on Windows put before the first line. */
function textOf(bytes: Buffer): string {
  return new TextDecoder().decode(bytes);
}

function asideOf(path: string): string {
  return `${path}.new`;
}

async function ifThere(path: string, read: () => Promise<string>): Promise<string | undefined> {
  return explained(path, async () => {
    try {
      return await read();
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  });
}

async function explained<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new ProgramError(
      `Cannot use ${path}: ${systemReason(error)}; choose another folder with --data`,
      { cause: error },
    );
  }
}

function readable(path: string): ProgramError {
  return new ProgramError(
    `Cannot use ${path}: others can read it, and it is a secret; run chmod 600 ${path}, or make a new one if somebody has read it`,
  );
}
