/** Lines and texts that are known beforehand, whole or in part. */

/**
 * A text that is known in part only. A learner is told its words and never sees its pattern: so
 * there is no pattern without words.
 */
export class TextForm {
  readonly words: string;
  readonly #pattern: RegExp;

  /** @param words as they stand after "expected": `"welcome back, NAME"`, `a text` */
  constructor(words: string, pattern: RegExp) {
    this.words = words;
    this.#pattern = pattern;
  }

  match(text: string): RegExpExecArray | null {
    return this.#pattern.exec(text);
  }
}

/** Any text that is not empty. */
export const ANY_TEXT = new TextForm("a text", /./su);

/** A text that begins so, and goes on. */
export function beginningWith(start: string): TextForm {
  const words = `a text that begins with ${JSON.stringify(start)}`;
  return new TextForm(words, new RegExp(`^${RegExp.escape(start)}.`, "su"));
}

/**
 * A line with gaps: `lineLike("[thread 1 line 2] error: REASON", { REASON: /.+/ })`. Each gap is a word
 * in capitals, and becomes a group of the match under its name.
 *
 * @param gaps for each of these words the pattern of what stands in its place
 */
export function lineLike(line: string, gaps: Readonly<Record<string, RegExp>>): TextForm {
  const parts = line.split(new RegExp(`\\b(${Object.keys(gaps).join("|")})\\b`));
  const source = parts.map((part) => {
    const gap = gaps[part];
    return gap === undefined ? RegExp.escape(part) : `(?<${part}>${gap.source})`;
  });
  return new TextForm(JSON.stringify(line), new RegExp(`^${source.join("")}$`, "u"));
}

/** This line, and nothing else in it. */
export function exactly(line: string): RegExp {
  return new RegExp(`^${RegExp.escape(line)}$`);
}

/** A line that begins so; a number at the end is whole, so that port 5000 is not found in 50001. */
export function startingWith(start: string): RegExp {
  return new RegExp(`^${RegExp.escape(start)}(?!\\d)`);
}
