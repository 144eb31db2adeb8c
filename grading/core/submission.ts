/**
 * A copy of what was handed in. Programs are graded from it: they find what lies beside them, and what
 * they write does not change the original.
 */
import { constants, type Dirent } from "node:fs";
import { copyFile, mkdir, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { NotJudged } from "./failure.ts";

/** More than this is no program: a video, a whole disk. */
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
const MAX_FILES = 10_000;

/**
 * What belongs to tools and not to the program. Packages and the compiler's settings are the suite's
 * own, so that nothing of them decides how the program is read. Tests are not run.
 */
const LEFT_OUT =
  /^(?:node_modules|__pycache__|\.venv|venv|\.git|\.hg|\.svn|tsconfig(?:\.\w+)?\.json|.*\.test\.[mc]?[jt]s)$/;

export interface Submission {
  /** The real path of the folder that was handed in. */
  original: string;
  /** The real path of the copy. */
  folder: string;
  /** Paths of all files in the copy, relative to it, sorted. */
  files: readonly string[];
}

/**
 * Copies a folder into one that exists. Links are followed inside the original.
 *
 * @throws NotJudged when it holds too much, or a link leads out of it
 */
export async function copySubmission(from: string, to: string): Promise<Submission> {
  const [original, folder] = await Promise.all([realpath(from), realpath(to)]);
  const files: string[] = [];
  let totalBytes = 0;

  const copy = async (entry: Dirent, path: string, parents: readonly string[]): Promise<void> => {
    const there = join(entry.parentPath, entry.name);
    const source = entry.isSymbolicLink() ? await followed(there, path) : there;
    if (source === undefined) return;
    const status = await stat(source);
    // A link to a folder above itself has no end.
    if (status.isDirectory() && !parents.includes(source))
      await copyAll(path, [...parents, source]);
    if (!status.isFile()) return;
    totalBytes += status.size;
    files.push(path);
    if (totalBytes > MAX_TOTAL_BYTES || files.length > MAX_FILES) {
      const limits = `${MAX_TOTAL_BYTES / 1024 / 1024} MB or ${MAX_FILES} files`;
      throw cannotGrade(
        `${from} holds more than ${limits}`,
        "remove what the program does not need",
      );
    }
    await copyFile(source, join(folder, path), constants.COPYFILE_FICLONE);
  };

  /** Where a link leads; undefined when there is nothing. */
  const followed = async (link: string, path: string): Promise<string | undefined> => {
    const target = await realpath(link).catch(() => undefined);
    if (target === undefined || isInside(original, target)) return target;
    throw cannotGrade(`${path} in ${from} is a link to something outside`, "put a copy there");
  };

  const copyAll = async (path: string, parents: readonly string[]): Promise<void> => {
    if (path !== "") await mkdir(join(folder, path));
    const entries = await readdir(parents.at(-1) ?? original, { withFileTypes: true });
    const wanted = entries.filter(({ name }) => !LEFT_OUT.test(name));
    await Promise.all(wanted.map((entry) => copy(entry, join(path, entry.name), parents)));
  };

  await copyAll("", [original]);
  const broken = await Promise.all(files.map((path) => isBrokenPackageFile(join(folder, path))));
  const unread = files.filter((_, index) => broken[index] === true);
  await Promise.all(unread.map((path) => rm(join(folder, path))));
  return { original, folder, files: files.filter((path) => !unread.includes(path)).sort() };
}

/** Node asks every package.json on its way to a package, and ends at one that is no JSON. */
async function isBrokenPackageFile(path: string): Promise<boolean> {
  if (basename(path) !== "package.json") return false;
  try {
    const content: unknown = JSON.parse(await readFile(path, "utf8"));
    return typeof content !== "object" || content === null;
  } catch {
    return true;
  }
}

function cannotGrade(why: string, next: string): NotJudged {
  return new NotJudged(`${why}; ${next}`, { isFault: true });
}

/** Whether a path lies in the folder, or is the folder itself. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
}
