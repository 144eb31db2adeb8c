/**
 * Finds the functions that a learner writes: those whose doc comment bears an `@exercise` tag.
 *
 *     /**                                         ◀─ doc comment
 *      * Wraps a body into one frame.
 *      *
 *      * @exercise 08.1 Write the length, then    ◀─ tag: id and task, up to the next tag or the end
 *      * the body.
 *      *\/
 *     export function encodeFrame(                ◀─ declaration
 *       body: Uint8Array,
 *     ): Uint8Array {                             ◀─ opener
 *       …                                         ◀─ body
 *     }                                           ◀─ closer
 *
 * It reads lines, not syntax. The formatter fixes where an opener and a closer stand: both at the
 * declaration's indentation, and nothing else there looks like them. A layout that this rule cannot
 * read is an error with the file's name, never a guess.
 */

/** One `@exercise` tag. */
export interface ExerciseTag {
  /** Such as "08.1". */
  id: string;
  /** What is to be written, on one line. */
  task: string;
}

/** A function that bears tags; line numbers count from 0. */
export interface TaggedFunction {
  /** Such as "encodeFrame" or "#flush". */
  name: string;
  tags: ExerciseTag[];
  /** Indentation of the declaration. */
  indentation: string;
  /** The line whose ` {` opens the body. */
  openerLine: number;
  /** The line with the `}` that closes it. */
  closerLine: number;
}

/**
 * The tagged functions of a source text, in order.
 *
 * @param file named in errors
 * @throws Error when a tag is not well formed, has no function below it, or that function's body
 * cannot be told from the rest
 */
export function taggedFunctions(source: string, file: string): TaggedFunction[] {
  const lines = source.split(/\r?\n/);
  return docComments(lines).flatMap(({ first, last }) => {
    const tags = tagsOf(lines.slice(first, last + 1), file);
    return tags.length === 0 ? [] : [functionBelow(lines, last, tags, file)];
  });
}

function docComments(lines: readonly string[]): { first: number; last: number }[] {
  const comments: { first: number; last: number }[] = [];
  for (let first = 0; first < lines.length; first++) {
    if (!/^\s*\/\*\*(\s|$)/.test(lines[first] ?? "")) continue;
    const last = lines.findIndex((line, at) => at >= first && line.includes("*/"));
    if (last === -1) break;
    comments.push({ first, last });
    first = last;
  }
  return comments;
}

function tagsOf(comment: readonly string[], file: string): ExerciseTag[] {
  const text = comment.map((line) => line.replace(/^\s*(\/\*\*|\*(?!\/))|\s*\*\/.*$/g, "").trim());
  const [, ...blocks] = text.join("\n").split(/^@exercise\s+/m);
  return blocks.map((block) => {
    const [untilNextTag = ""] = block.split(/^@/m);
    const [, id, task] = /^(\d\d[a-z]?\.[1-9]\d*)\s+(\S.*)$/s.exec(untilNextTag.trim()) ?? [];
    if (id !== undefined && task !== undefined) return { id, task: onOneLine(task) };
    throw new Error(
      `Cannot read the tag "@exercise ${onOneLine(untilNextTag)}" in ${file}: write @exercise NN.n and then the task`,
    );
  });
}

function functionBelow(
  lines: readonly string[],
  commentEnd: number,
  tags: ExerciseTag[],
  file: string,
): TaggedFunction {
  const declaration = lines[commentEnd + 1] ?? "";
  const indentation = /^\s*/.exec(declaration)?.[0] ?? "";
  const name = nameOf(declaration.trim());
  const openerLine = openerOf(lines, commentEnd + 1, indentation);
  const closerLine = lines.findIndex((line, at) => at > openerLine && line === `${indentation}}`);
  if (name === undefined || openerLine === -1 || closerLine === -1) {
    const ids = tags.map((tag) => tag.id).join(", ");
    throw new Error(
      `Cannot find the function of exercise ${ids} in ${file}: the doc comment is not followed by a function whose body opens at the end of a line at its indentation; put the tag on a whole function`,
    );
  }
  checkBody(lines.slice(openerLine + 1, closerLine), name, file);
  return { name, tags, indentation, openerLine, closerLine };
}

/** The name that a first line declares: a function's or a method's. */
function nameOf(declaration: string): string | undefined {
  const asFunction = /^(?:export )?(?:async )?function\*? ([\w$]+)/.exec(declaration);
  if (asFunction !== null) return asFunction[1];
  const asMethod = /^(?:(?:static|override|async|get|set) )*\*?(#?[\w$]+|\[[\w.]+\])[(<]/;
  return asMethod.exec(declaration)?.[1];
}

/** The line whose last `{` opens the body, or -1. */
function openerOf(lines: readonly string[], declaration: number, indentation: string): number {
  for (let at = declaration; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line === "" || line.startsWith(`${indentation} `)) continue;
    // Below the declaration only the end of its parameters stands at its indentation.
    if (at > declaration && !/^\s*[)}\]>]/.test(line)) return -1;
    if (opensBody(line)) return at;
  }
  return -1;
}

/** `f(): void {` opens a body; `f(options: {`, `f({` and `f(): Promise<{` open a type or a pattern. */
function opensBody(line: string): boolean {
  return line.endsWith(" {") && !/[:=|&?,<(]\s*\{$/.test(line);
}

/** A body that ends inside a template literal was cut at a line of that literal's text. */
function checkBody(body: readonly string[], name: string, file: string): void {
  const backticks = body.join("\n").match(/(?<!\\)`/g)?.length ?? 0;
  if (backticks % 2 === 0) return;
  throw new Error(
    `Cannot tell where ${name} in ${file} ends: a template literal in it holds a line that is only a brace; move that text into a constant`,
  );
}

function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
