/**
 * The labs of the book, as the folders `labs/NN-name` say: their order is the folder's number, their
 * title the first line of their README. No other place lists them. A large lab is worked in parts, each
 * with its own page and programs: the folders `a-name`, `b-name` … in it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { distance } from "fastest-levenshtein";

/** The project's folder. */
export const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The two programs of a lab. */
export const ROLES = ["server", "client"] as const;
export type Role = (typeof ROLES)[number];

/** A word with more typing errors than this is another word, not a typo: one in three characters. */
const maxTypingErrors = (word: string) => Math.floor(word.length / 3);

export interface Lab {
  /** Two digits, such as "01"; of a part, with its letter: "09a". */
  number: string;
  /** The folder below `labs`, such as "01-echo" or "09-chat/a-channel". */
  folder: string;
  /** The name of the learner's copy below `work`, such as "01-echo" or "09a-channel". */
  copy: string;
  /** The folder's name without the number, such as "echo" or "channel". */
  name: string;
  /** What it is worked in, in order; none for most labs. */
  parts: readonly Lab[];
  /** First line of its README; the name where there is no README yet. */
  title: string;
  /** Absolute path of the project that holds it. */
  root: string;
}

/** All labs of a project, in order. */
export function allLabs(root: string = PROJECT_ROOT): Lab[] {
  const folder = join(root, "labs");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((entry) => {
      const [, number, name] = /^(\d\d)-(.+)$/.exec(entry) ?? [];
      if (number === undefined || name === undefined) return [];
      const title = titleOf(root, entry) ?? name;
      return [
        { number, folder: entry, copy: entry, name, title, root, parts: partsOf(root, entry) },
      ];
    });
}

/** These labs and their parts, in order. */
export function withParts(labs: readonly Lab[]): Lab[] {
  return labs.flatMap((lab) => [lab, ...lab.parts]);
}

/** A part is a folder with a page. */
function partsOf(root: string, folder: string): Lab[] {
  return readdirSync(join(root, "labs", folder))
    .sort()
    .flatMap((entry) => {
      const [, letter, name] = /^([a-z])-(.+)$/.exec(entry) ?? [];
      const place = `${folder}/${entry}`;
      const title = titleOf(root, place);
      if (letter === undefined || name === undefined || title === undefined) return [];
      const number = `${folder.slice(0, 2)}${letter}`;
      return [{ number, folder: place, copy: `${number}-${name}`, name, title, root, parts: [] }];
    });
}

/** The lab or part that a person means by `7`, `07`, `07-authentication`, `authentication`, `9a` or its path. */
export function findLab(text: string, labs: readonly Lab[]): Lab | undefined {
  const wanted = basename(text.trim()).toLowerCase();
  const all = withParts(labs);
  if (/^\d+[a-z]?$/.test(wanted)) {
    return all.find(({ number }) => withoutZeros(number) === withoutZeros(wanted));
  }
  return all.find((lab) => [lab.copy, lab.name, basename(lab.folder)].includes(wanted));
}

/** A number as people type it: `9a` for "09a", `1.3` for "01.3". */
export function withoutZeros(number: string): string {
  return number.replace(/^0*(?=\d)/, "");
}

/** The part of this lab that a person means by `d`, `9d`, `09d-delivery`, `delivery` or its path. */
export function findPart(text: string, { number, parts }: Lab): Lab | undefined {
  const isLetter = /^[a-z]$/i.test(text);
  return findLab(isLetter ? `${number}${text}` : text, parts);
}

/** The names most like a mistyped one; none when nothing is near. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const wanted = text.toLowerCase();
  const distances = names.map((name) => ({ name, errors: errorsBetween(wanted, name) }));
  const fewest = Math.min(...distances.map(({ errors }) => errors));
  if (fewest > maxTypingErrors(wanted)) return [];
  return distances.flatMap(({ name, errors }) => (errors === fewest ? name : [])).slice(0, 3);
}

/** The labs' names most like a mistyped one, in the form in which they are written. */
export function nearestLabs(text: string, labs: readonly Lab[]): string[] {
  const wanted = basename(text.trim());
  const withNumber = /^\d+[a-z]?-/.test(wanted);
  return nearestNames(
    wanted,
    withParts(labs).map((lab) => (withNumber ? lab.copy : lab.name)),
  );
}

/** Whether it is a part of another lab. */
export function isPart(lab: Lab): boolean {
  return lab.folder.includes("/");
}

/** Where the worked solution lies. */
export function solutionFolder(lab: Lab): string {
  return join(lab.root, "labs", lab.folder);
}

/** Where the learner's copy lies, once it is made. */
export function copyFolder(lab: Lab): string {
  return join(lab.root, "work", lab.copy);
}

/** The text of the lab's README; empty where there is none yet. */
export function readmeOf(lab: Lab): string {
  return readIfThere(join(solutionFolder(lab), "README.md")) ?? "";
}

/** Changes between two names; what was only begun (`auth`) counts as near to the whole. */
function errorsBetween(wanted: string, name: string): number {
  if (wanted.length >= 3 && name.includes(wanted)) return 0;
  // Characters that changed places are one error.
  return inOrder(wanted) === inOrder(name) ? 1 : distance(wanted, name);
}

const inOrder = (word: string) => [...word].sort().join("");

function titleOf(root: string, folder: string): string | undefined {
  const [first = ""] = (readIfThere(join(root, "labs", folder, "README.md")) ?? "").split(/\r?\n/);
  return /^#\s+(.*\S)/.exec(first)?.[1];
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
