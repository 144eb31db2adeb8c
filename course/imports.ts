/**
 * The relative paths by which a source text names other files, to follow them and to point them
 * elsewhere: `import … from "./frame.ts"`, `export … from`, `import("…")` and
 * `new URL("./thread.ts", import.meta.url)`.
 */
import { posix } from "node:path";

const REFERENCE =
  /(?<before>\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)(?<quote>["'])(?<path>\.\.?\/[^"'\n]*)\k<quote>/g;

/**
 * The files that a text names, as paths from the project's folder.
 *
 * @param file where the text lies, as such a path
 */
export function referencesOf(source: string, file: string): string[] {
  return [...source.matchAll(REFERENCE)].map((match) => targetOf(match.groups?.path ?? "", file));
}

/**
 * Files and all that they name, directly or through others, as far as their texts are known. These come
 * first, then the nearest.
 *
 * @param sources texts of files, by path
 */
export function reachable(
  start: readonly string[],
  sources: ReadonlyMap<string, string>,
): Set<string> {
  const isKnown = (file: string) => sources.has(file);
  const reached = new Set(start.filter(isKnown));
  // A set is walked in the order of insertion, also over what is added on the way.
  for (const file of reached) {
    for (const named of referencesOf(sources.get(file) ?? "", file).filter(isKnown)) {
      reached.add(named);
    }
  }
  return reached;
}

/**
 * Files and all that name them, directly or through others: the way back of {@link reachable}.
 *
 * @param sources texts of files, by path
 */
export function leadingTo(
  files: readonly string[],
  sources: ReadonlyMap<string, string>,
): Set<string> {
  const names = [...sources].flatMap(([file, text]) =>
    referencesOf(text, file).map((named) => ({ file, named })),
  );
  const byNamed = Map.groupBy(names, ({ named }) => named);
  const leading = new Set(files);
  // A set is walked in the order of insertion, also over what is added on the way.
  for (const file of leading) for (const name of byNamed.get(file) ?? []) leading.add(name.file);
  return leading;
}

/**
 * The text as it must read at another place: every relative path leads where `placeOf` says that
 * the file lies now.
 *
 * @param from where the text lay, `to` where it will lie, as paths from the project's folder
 */
export function moveReferences(
  source: string,
  { from, to, placeOf }: { from: string; to: string; placeOf: (file: string) => string },
): string {
  return source.replace(REFERENCE, (whole, before: string, quote: string, path: string) => {
    const target = targetOf(path, from);
    const place = placeOf(target);
    // Left as it is written wherever that still leads to the right file.
    if (targetOf(path, to) === place) return whole;
    return `${before}${quote}${relativePath(to, place)}${quote}`;
  });
}

function targetOf(path: string, file: string): string {
  return posix.join(posix.dirname(file), path);
}

function relativePath(from: string, target: string): string {
  const path = posix.relative(posix.dirname(from), target);
  const slash = target.endsWith("/") && !path.endsWith("/") ? "/" : "";
  return `${path.startsWith(".") ? "" : "./"}${path}${slash}`;
}
