/**
 * Puts what a wrong program declares in place of what a right program declares under the same names.
 *
 *     the right program                 the wrong one                  the two merged
 *     import … from "node:net";         function send() { wrong }      import … from "node:net";
 *     function send() { right }   +                                =   function send() { wrong }
 *     class Room { #a; tell() {} }      class Room { tell() { wrong } }  class Room { #a; tell() { wrong } }
 *
 * Everything else stays as it is, byte for byte. Where the two lie in their files, and how they are laid
 * out, plays no part: only names do.
 */

import { nearest } from "./nearest.ts";
import type { Import, Outline, Piece, Span } from "./outline.ts";
import { outlineOfPython } from "./python.ts";
import { outlineOfTypeScript } from "./typescript.ts";

/** A file of the right program, and what is to stand in it. */
export interface Change {
  /** Its path in the program: "server.ts", "history.py". Its ending says the language. */
  file: string;
  base: string;
  change: string;
}

/**
 * The files of a program with all its changes, by path.
 *
 * @throws Error when a change does not fit: it declares what nothing in the program has or uses
 */
export function mergeAll(changes: readonly Change[]): Map<string, string> {
  const merged = changes.map((change) => ({ ...change, ...merge(change) }));
  const outlines = merged.map(({ file, text }) => outlineOf(file, text));
  for (const [index, { file, base, added }] of merged.entries()) {
    for (const name of added) {
      if (CALLED_UNNAMED.has(name)) continue;
      if (outlines.some((outline, at) => isUsed(name, outline, at === index))) continue;
      throw new Error(
        `${bare(name)} replaces nothing in ${file}, and nothing uses it. ${nearestIn(outlineOf(file, base), name)}`,
      );
    }
  }
  return new Map(merged.map(({ file, text }) => [file, text]));
}

/** Members that are called without being named. */
const CALLED_UNNAMED = new Set([".constructor", ".__init__"]);

/** Text to be put in place of a part of the base. */
interface Splice extends Span {
  text: string;
}

function merge({ file, base, change }: Change): { text: string; added: string[] } {
  const from = outlineOf(file, base);
  const to = outlineOf(file, change);
  const added: string[] = [];
  const splices = [
    ...importSplices(file, from, to, change),
    ...pieceSplices({
      base: {
        pieces: from.pieces,
        start: from.imports.at(-1)?.end ?? 0,
        end: base.trimEnd().length,
      },
      change: { pieces: to.pieces, start: to.imports.at(-1)?.end ?? 0 },
      text: change,
      file,
      added,
    }),
  ];
  let text = "";
  let at = 0;
  for (const splice of splices.sort((one, other) => one.start - other.start)) {
    text += base.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  return { text: text + base.slice(at), added };
}

function outlineOf(file: string, text: string): Outline {
  return file.endsWith(".py") ? outlineOfPython(text) : outlineOfTypeScript(text);
}

/** What a change imports and the base does not; and what the base imports and the change has of its own. */
function importSplices(file: string, base: Outline, change: Outline, text: string): Splice[] {
  const own = new Set(change.pieces.flatMap(({ names }) => names));
  const splices: Splice[] = [];
  const lines = change.imports.flatMap((wanted) => {
    const missing = [...wanted.names].filter(([name, written]) => {
      const known = base.imports.find(({ names }) => names.has(name));
      if (known?.source === wanted.source && isEnough(known.names.get(name), written)) return false;
      own.add(name);
      return true;
    });
    if (missing.length === wanted.names.size) return [text.slice(wanted.start, wanted.end)];
    return missing.length === 0 ? [] : [importLine(file, wanted, missing)];
  });
  for (const known of base.imports) {
    const left = [...known.names].filter(([name]) => !own.has(name));
    if (left.length === known.names.size) continue;
    const line = left.length === 0 ? "" : importLine(file, known, left);
    splices.push({ start: known.start, end: known.end, text: line });
  }
  const at = base.imports.at(-1)?.end ?? 0;
  if (lines.length > 0) splices.push({ start: at, end: at, text: `\n${lines.join("\n")}` });
  return splices;
}

/** What is imported as a value may be used as a type. */
function isEnough(known: string | undefined, wanted: string): boolean {
  return known === wanted || `type ${known}` === wanted;
}

function importLine(
  file: string,
  { source }: Import,
  names: readonly (readonly [string, string])[],
): string {
  const written = names.map(([, each]) => each).join(", ");
  return file.endsWith(".py")
    ? `from ${source} import ${written}`
    : `import { ${written} } from ${JSON.stringify(source)};`;
}

interface Block {
  pieces: readonly Piece[];
  start: number;
}

/** Replaces pieces by those of the same names; new ones keep their places between them. */
function pieceSplices(job: {
  base: Block & { end: number };
  change: Block;
  text: string;
  file: string;
  /** Takes the names of what is new. */
  added: string[];
}): Splice[] {
  const { base, change, text } = job;
  const splices: Splice[] = [];
  const replaced = new Set<Piece>();
  let waiting: string[] = [];
  let end = change.start;
  /** Behind the last piece of the base that was met. */
  let at: number | undefined;
  for (const piece of change.pieces) {
    const written = text.slice(end, piece.end).replace(/^\s*\n/, "");
    end = piece.end;
    const same = base.pieces.filter(({ names }) =>
      names.some((name) => piece.names.includes(name)),
    );
    const [target, ...others] = same.filter((one) => !replaced.has(one));
    if (same.length === 0) job.added.push(...namesOfNew(piece, job));
    if (target === undefined) {
      waiting.push(written);
      continue;
    }
    if (waiting.length > 0) splices.push(insertion(before(target, base), waiting));
    waiting = [];
    splices.push(...replacement(target, { ...piece, written }, job));
    for (const one of others) splices.push({ ...one, text: "" });
    for (const one of same) replaced.add(one);
    at = target.end;
  }
  if (waiting.length > 0) splices.push(insertion(at ?? base.end, waiting));
  return splices;
}

function insertion(at: number, pieces: readonly string[]): Splice {
  return { start: at, end: at, text: pieces.map((piece) => `\n\n${piece}`).join("") };
}

/** Where the piece before this one ends: what stands between them belongs to this one. */
function before(piece: Piece, { pieces, start }: Block): number {
  return pieces[pieces.indexOf(piece) - 1]?.end ?? start;
}

function replacement(
  target: Piece,
  piece: Piece & { written: string },
  { text, file, added }: { text: string; file: string; added: string[] },
): Splice[] {
  const { members } = target;
  if (members === undefined || piece.members === undefined) {
    return [{ start: target.start, end: target.end, text: piece.written.trimStart() }];
  }
  return [
    {
      start: target.start,
      end: members.headEnd,
      text: text.slice(piece.start, piece.members.headEnd),
    },
    ...pieceSplices({
      base: {
        pieces: members.pieces,
        start: members.headEnd,
        end: members.pieces.at(-1)?.end ?? members.headEnd,
      },
      change: { pieces: piece.members.pieces, start: piece.members.headEnd },
      text,
      file,
      added,
    }),
  ];
}

/**
 * The names of a piece that replaces nothing. A statement cannot be new: nothing uses it, so that one whose
 * fellow in the right program was renamed would run beside it.
 */
function namesOfNew({ names }: Piece, { base, file }: { base: Block; file: string }): string[] {
  const [statement] = names.filter((name) => /[^\w$]/.test(name.slice(1)));
  if (statement === undefined) return [...names];
  throw new Error(`${statement} replaces no statement in ${file}. ${nearestIn(base, statement)}`);
}

/** Whether a name is used in a file; in the one that declares it, elsewhere than in its own piece. */
function isUsed(name: string, { pieces, mentions }: Outline, isOwn: boolean): boolean {
  const own = isOwn ? allOf(pieces).filter(({ names }) => names.includes(name)) : [];
  return mentions.some(
    (one) => one.name === name && !own.some(({ start, end }) => one.at >= start && one.at < end),
  );
}

/** The names in a file that come nearest to one that it has not. */
function nearestIn({ pieces }: Pick<Outline, "pieces">, name: string): string {
  return nearest(
    bare(name),
    allOf(pieces).flatMap(({ names }) => names.map(bare)),
  );
}

/** The pieces of a file, and those of its classes. */
function allOf(pieces: readonly Piece[]): Piece[] {
  return [...pieces, ...pieces.flatMap(({ members }) => members?.pieces ?? [])];
}

/** A property's name without the mark that tells it from a variable's. */
function bare(name: string): string {
  return name.replace(/^\./, "");
}
