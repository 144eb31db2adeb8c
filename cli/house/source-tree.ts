/**
 * What the imports of the source files say about them: what a reader of one file has to open, and which
 * folders cannot be read one without the other. Nothing here touches the disk.
 */
import { posix } from "node:path";
import { reachable, referencesOf } from "../../course/imports.ts";

/** The text of each source file, by its path from the project's folder. */
export type SourceTree = ReadonlyMap<string, string>;

/** A file and all that it imports, directly or through others; empty where there is no such file. */
export function reachOf(entry: string, tree: SourceTree): string[] {
  return [...reachable([entry], tree)];
}

/** Lines of these files together. */
export function linesOf(files: readonly string[], tree: SourceTree): number {
  return files.reduce((sum, file) => sum + countLines(tree.get(file) ?? ""), 0);
}

/** Each pair of folders that import each other, in alphabetical order: `shared/log and shared/net`. */
export function mutualImports(tree: SourceTree): string[] {
  const edges = new Set<string>();
  for (const file of tree.keys()) {
    for (const imported of importsOf(file, tree)) edges.add(`${roomOf(file)} ${roomOf(imported)}`);
  }
  const pairs: string[] = [];
  for (const edge of edges) {
    const [from = "", to = ""] = edge.split(" ");
    if (from < to && edges.has(`${to} ${from}`)) pairs.push(`${from} and ${to}`);
  }
  return pairs.sort();
}

/** The file names that more than one of these paths ends in, each with its folders. */
export function sharedNames(files: readonly string[]): string[] {
  const byName = Map.groupBy(files, (file) => posix.basename(file));
  return [...byName]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name}: ${paths.map((path) => posix.dirname(path)).join(", ")}`);
}

/** Each of these files that has fewer lines than this, with how many it has. */
export function shorterThan(lines: number, files: readonly string[], tree: SourceTree): string[] {
  return files
    .map((file) => ({ file, count: countLines(tree.get(file) ?? "") }))
    .filter(({ count }) => count < lines)
    .map(({ file, count }) => `${file}: ${count}`);
}

/** The folder that counts as one: at the top, or one level below in the two that hold many subjects. */
function roomOf(file: string): string {
  const folders = posix.dirname(file).split("/");
  const [top = ""] = folders;
  return ["shared", "grading"].includes(top) ? folders.slice(0, 2).join("/") : top;
}

function importsOf(file: string, tree: SourceTree): string[] {
  return referencesOf(tree.get(file) ?? "", file).filter((path) => tree.has(path));
}

/** As `wc -l` counts them. */
function countLines(text: string): number {
  return text.split("\n").length - 1;
}
