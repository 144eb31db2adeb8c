/**
 * Makes the learner's copy out of the worked solution, so that the two never drift: the tagged
 * bodies are emptied, the imports point into the copy where it holds the file, all else stays.
 *
 *     labs/08-framing/server.ts       ─▶  work/08-framing/server.ts
 *     shared/framing/encode-frame.ts  ─▶  work/08-framing/shared/framing/encode-frame.ts   if lab 08 teaches it
 *     shared/logging/log.ts           ─▶  (imported from where it lies)
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isOf, placeInCopy } from "./exercises.ts";
import { leadingTo, moveReferences, reachable } from "./imports.ts";
import type { Lab } from "./labs.ts";
import { sharedFiles, sourceFiles } from "./source-files.ts";
import { type ExerciseTag, taggedFunctions } from "./tagged-functions.ts";

/**
 * The source with the bodies of its exercises replaced by a `throw`; all else byte for byte.
 *
 * @param which the exercises to empty, by id; all when absent
 * @param file named in errors
 * @throws Error when a tag's function cannot be found
 */
export function emptyExercises(
  source: string,
  which: (id: string) => boolean = () => true,
  file = "the source",
): string {
  const lines = source.split(/(?<=\n)/);
  const lineEnd = source.includes("\r\n") ? "\r\n" : "\n";
  // From the last to the first, so that the line numbers of those before stay right.
  for (const each of taggedFunctions(source, file).reverse()) {
    const tag = each.tags.find(({ id }) => which(id));
    if (tag === undefined) continue;
    const body = `${each.indentation}  ${emptyBody(tag)}${lineEnd}`;
    lines.splice(each.openerLine + 1, each.closerLine - each.openerLine - 1, body);
  }
  return lines.join("");
}

/**
 * The files of a working copy: path inside the copy to text. They are every file of the lab that its
 * two programs are made of, and in `shared/` those that the lab teaches and those that lead to them: a
 * shared file that stayed outside would go on using the worked version of what the learner writes.
 *
 * @param only the ids of the exercises to empty; all of the lab's when absent
 */
export function starterFiles(lab: Lab, { only }: { only?: readonly string[] } = {}) {
  const isEmptied = (id: string) => isOf(lab, id) && (only === undefined || only.includes(id));
  const sources = readSources(lab);
  const copied = [...ownFilesOfCopy(lab, sources), ...sharedFilesOfCopy(lab, sources)];
  const placeOf = (file: string) => (copied.includes(file) ? placeInWork(lab, file) : file);
  const files = new Map<string, string>();
  for (const file of copied) {
    const to = placeOf(file);
    const emptied = emptyExercises(sources.get(file) ?? "", isEmptied, file);
    files.set(placeInCopy(lab.folder, file), moveReferences(emptied, { from: file, to, placeOf }));
  }
  return files;
}

function emptyBody({ id, task }: ExerciseTag): string {
  const [firstSentence] = /^.*?[.!?](?=\s|$)/.exec(task) ?? [task];
  return `throw new Error(${JSON.stringify(`TODO: exercise ${id} ${firstSentence}`)});`;
}

function readSources(lab: Lab): Map<string, string> {
  const files = [...sourceFiles(lab), ...sharedFiles(lab.root)];
  return new Map(files.map((file) => [file, readFileSync(join(lab.root, file), "utf8")]));
}

/** What neither program leads to stands apart: another program, or a help for tests. */
function ownFilesOfCopy(lab: Lab, sources: ReadonlyMap<string, string>): string[] {
  const programs = ["server.ts", "client.ts"].map((name) => `labs/${lab.folder}/${name}`);
  const used = reachable(programs, sources);
  return sourceFiles(lab).filter((file) => used.has(file));
}

function sharedFilesOfCopy(lab: Lab, sources: ReadonlyMap<string, string>): string[] {
  const shared = sharedFiles(lab.root);
  const taught = shared.filter((file) => bearsTagOf(lab, sources.get(file) ?? "", file));
  const used = reachable([...ownFilesOfCopy(lab, sources), ...taught], sources);
  const leading = leadingTo(taught, sources);
  return shared.filter((file) => used.has(file) && leading.has(file));
}

function bearsTagOf(lab: Lab, source: string, file: string): boolean {
  return taggedFunctions(source, file).some(({ tags }) => tags.some(({ id }) => isOf(lab, id)));
}

function placeInWork(lab: Lab, file: string): string {
  return `work/${lab.copy}/${placeInCopy(lab.folder, file)}`;
}
