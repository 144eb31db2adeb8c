/**
 * The outline of a file in Python, read by its indentation, which is enough for the reference solutions
 * and what is written in place of their parts.
 */
import type { Import, Mention, Outline, Piece } from "./outline.ts";

interface Line {
  start: number;
  text: string;
  /** How far its first character is from the margin; undefined where nothing can begin. */
  indentation: number | undefined;
}

/** Reads what a file declares. */
export function outlineOfPython(text: string): Outline {
  const pieces = piecesIn(linesOf(text), "");
  const imports = pieces.filter(isImport).map((piece) => importOf(piece, text));
  return {
    imports,
    pieces: pieces.filter((piece) => !isImport(piece)),
    mentions: mentionsIn(text),
  };
}

/** What goes on with the statement before it: a closing bracket, or a further branch. */
const GOES_ON = /^\s*(?:[)\]}]|(?:else|elif|except|finally)\b)/;

function linesOf(text: string): Line[] {
  let start = 0;
  let isInString = false;
  return text.split(/(?<=\n)/).map((line) => {
    const isOpen = !isInString && /^\s*[^\s#]/.test(line) && !GOES_ON.test(line);
    const quotes = line.match(/"""/g)?.length ?? 0;
    if (quotes % 2 === 1) isInString = !isInString;
    const indentation = isOpen ? line.search(/\S/) : undefined;
    const found = { start, text: line.trimEnd(), indentation };
    start += line.length;
    return found;
  });
}

/** The pieces at the margin of the first line, which these lines are cut into. */
function piecesIn(lines: readonly Line[], mark: string): Piece[] {
  const margin = lines.find(({ indentation }) => indentation !== undefined)?.indentation ?? 0;
  const pieces: Piece[] = [];
  let current: Line[] = [];
  const close = () => {
    const at = current.findIndex(({ indentation }) => indentation === margin);
    const [first, ...rest] = at < 0 ? [] : current.slice(at);
    if (first !== undefined && !isDocumentation(first)) pieces.push(pieceOf(first, rest, mark));
    current = [];
  };
  for (const line of lines) {
    const last = current.findLast(({ indentation }) => indentation === margin);
    if (line.indentation === margin && !(last && isDecorator(last))) close();
    current.push(line);
  }
  close();
  return pieces;
}

/** A string that stands alone says what a file or a class is for: that of the right program stays. */
function isDocumentation({ text }: Line): boolean {
  return text.trimStart().startsWith('"""');
}

function isDecorator({ text }: Line): boolean {
  return text.trimStart().startsWith("@");
}

function pieceOf(first: Line, rest: readonly Line[], mark: string): Piece {
  const lines = [first, ...rest];
  const margin = first.indentation ?? 0;
  // A comment at the margin, or nearer to it, belongs to what follows.
  const last = lines.findLast(({ text }) => text !== "" && !isCommentAt(text, margin)) ?? first;
  const start = first.start + margin;
  const end = last.start + last.text.length;
  const at = lines.findIndex((line) => !isDecorator(line));
  const head = lines[at] ?? first;
  const names = namesOf(head.text.trim()).map((name) => `${mark}${name}`);
  if (!/^\s*class\b/.test(head.text)) return { start, end, names };
  const headEnd = head.start + head.text.length;
  return { start, end, names, members: { pieces: piecesIn(lines.slice(at + 1), "."), headEnd } };
}

function isCommentAt(text: string, margin: number): boolean {
  return text.trimStart().startsWith("#") && text.search(/\S/) <= margin;
}

function namesOf(line: string): string[] {
  const declared = /^(?:(?:async\s+)?def|class)\s+(\w+)/.exec(line)?.[1];
  if (declared !== undefined) return [declared];
  const assigned = /^(\w+(?:\s*,\s*\w+)*)\s*(?::[^=]*)?=(?!=)/.exec(line)?.[1];
  if (assigned !== undefined) return assigned.split(",").map((name) => name.trim());
  const called = /^(?:await\s+)?([\w.]+)\(/.exec(line)?.[1];
  return [called === undefined ? line : `${called}()`];
}

function isImport({ names }: Piece): boolean {
  return /^(?:import|from)\s/.test(names[0] ?? "");
}

function importOf({ start, end }: Piece, text: string): Import {
  const written = text.slice(start, end);
  const [, source, list = ""] =
    /^from\s+(\S+)\s+import\s+\(?([^)]*)/.exec(written) ?? /^import\s+((.*))/.exec(written) ?? [];
  const names = list.split(",").map((name) => name.trim());
  return {
    start,
    end,
    source: source ?? "",
    names: new Map(names.filter(Boolean).map((name) => [name.split(" as ").at(-1) ?? "", name])),
  };
}

/** Every word, also where it stands in a string: there is no parser here. */
function mentionsIn(text: string): Mention[] {
  return [...text.matchAll(/\.?\b[A-Za-z_]\w*/g)].map(({ 0: name, index }) => ({
    name,
    at: index,
  }));
}
