/**
 * Wrong programs on purpose: each is a right program with one mistake in it, as a learner really makes it.
 * The grader must catch each of them by the check that is named for it, and say what is wrong.
 *
 * A wrong program is a file that holds what it changes, and no more: whole functions, constants, types,
 * methods, and the statement that starts the program. They take the places of those with the same names in
 * the right program (see merge/merge.ts). Its first comment says the rest:
 *
 *     /**
 *      * A program that does not wait for drain.
 *      *
 *      * @file echo.ts
 *      * @caughtBy a client that does not read is not read either
 *      * @says piles up in this process's memory
 *      *\/
 *     export async function echo(socket: Socket): Promise<void> { … }
 *
 * `@file` is the file of the copy that it changes. The right program is the worked solution, or the reference
 * solution named by `@base`. `@says` is what the learner must read first of the check that must catch it, in
 * its finding or its likely cause; "…" stands for what differs from run to run. `@saysFirst` is that sentence
 * where, of all checks, another one is shown first and names the mistake as well. `@typeError TS2339` belongs
 * to a mistake that the type check sees.
 *
 * A mistake that takes changes in several files is a folder of such files. One of them says it all, the
 * others `@file` alone.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Lab } from "../../course/labs.ts";
import { nearest } from "./merge/nearest.ts";

/** A right program with some parts changed. */
export interface ChangedProgram {
  /** Where it is written, as a path from the project's folder: a file or a folder. */
  path: string;
  /** The last part of that path. */
  name: string;
  /** What it does, as the end of "a program that …". */
  trait: string;
  /** The reference solution that it changes, such as "python"; the worked solution when absent. */
  base?: string;
  changes: readonly ChangedFile[];
}

interface ChangedFile {
  /** Where it is written, as a path from the project's folder. */
  path: string;
  /** Path in the right program: "server.ts", or "shared/net/send.ts" for a shared file that the lab teaches. */
  file: string;
  /** What is to stand in it. */
  text: string;
}

export interface WrongProgram extends ChangedProgram {
  /** Title of the check that must fail. */
  caughtBy: string;
  says: string;
  saysFirst?: string;
  /** The code of the type error that the mistake is. */
  typeError?: string;
}

/** All wrong programs of a lab, by name. */
export function wrongProgramsOf(lab: Lab): WrongProgram[] {
  const folder = `grading/labs/${lab.folder}/wrong-programs`;
  if (!existsSync(join(lab.root, folder))) return [];
  return readdirSync(join(lab.root, folder))
    .sort()
    .map((name) => readWrongProgram(lab.root, `${folder}/${name}`));
}

/**
 * Reads one wrong program.
 *
 * @param path from the project's folder, of a file or a folder
 * @throws Error when its first comment lacks something
 */
export function readWrongProgram(root: string, path: string): WrongProgram {
  const { tags, ...program } = readProgram(root, path);
  const { caughtBy, says, saysFirst, typeError } = tags;
  if (caughtBy === undefined || says === undefined) {
    throw new Error(`${path} needs @caughtBy, a check's title, and @says, a sentence`);
  }
  return {
    ...program,
    caughtBy,
    says,
    ...(saysFirst === undefined ? {} : { saysFirst }),
    ...(typeError === undefined ? {} : { typeError }),
  };
}

/** Reads a right program with some parts changed, as readWrongProgram() does. */
export function readChangedProgram(root: string, path: string): ChangedProgram {
  const { tags: _, ...program } = readProgram(root, path);
  return program;
}

function readProgram(root: string, path: string): ChangedProgram & { tags: Tags } {
  const read = filesAt(root, path).map((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return { path: file, ...readHead(text, file) };
  });
  const told = read.filter(({ sentence }) => sentence !== "");
  const [main] = told;
  const trait = /^A program that (.+)\.$/s.exec(main?.sentence ?? "")?.[1];
  if (main === undefined || told.length > 1 || trait === undefined) {
    throw new Error(`${path} must begin with one comment that says "A program that …."`);
  }
  const { base } = main.tags;
  const changes = read.map(({ path, text, tags: { file } }) => {
    if (file === undefined) throw new Error(`${path} needs @file, the file that it changes`);
    return { path, text, file };
  });
  return {
    path,
    name: basename(path),
    trait,
    ...(base === undefined ? {} : { base }),
    changes,
    tags: main.tags,
  };
}

function filesAt(root: string, path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  const names = readdirSync(join(root, path)).sort();
  return names.map((name) => `${path}/${name}`);
}

const TAGS = ["file", "base", "caughtBy", "says", "saysFirst", "typeError"] as const;

type Tags = Partial<Record<(typeof TAGS)[number], string>>;

/** What the first comment says, its sentence and its tags; and the text behind it. */
function readHead(source: string, path: string): { sentence: string; tags: Tags; text: string } {
  const [head = "", inTypeScript, inPython = ""] =
    /^\/\*\*(.*?)\*\/|^"""(.*?)"""/s.exec(source) ?? [];
  const lines = (inTypeScript ?? inPython).replace(/^ \* ?/gm, "");
  const [sentence = "", ...tagged] = lines
    .split(/^@/m)
    .map((part) => part.replace(/\s+/g, " ").trim());
  const tags: Tags = {};
  for (const part of tagged) {
    const [word = "", ...rest] = part.split(" ");
    const tag = TAGS.find((known) => known === word);
    if (tag === undefined) throw new Error(`${path} has a tag @${word}. ${nearest(word, TAGS)}`);
    tags[tag] = rest.join(" ");
  }
  return { sentence, tags, text: source.slice(head.length) };
}
