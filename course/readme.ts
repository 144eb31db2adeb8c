/**
 * Reads a lab's README: the section of each exercise and the hints folded away in it.
 *
 *     ### Exercise 01.3: Wait until the peer has read
 *     What is to be written, in words.
 *     <details><summary>Hint 1: nudge</summary>
 *
 *     Ask yourself what `write` returns.
 *
 *     </details>
 */

/** One folded part, its summary and its text, with the empty lines behind it. */
const FOLDED =
  /<details>\s*<summary>(?<summary>.*?)<\/summary>(?<text>.*?)<\/details>(?:[ \t]*\r?\n)*/gs;

/** An entry of a list, `- 01.1, 01.3: text`, up to the next entry or an empty line. */
const UNSEEN =
  /^- (?<ids>\d\d[a-z]?\.\d+(?:, \d\d[a-z]?\.\d+)*): (?<text>.+(?:\n(?!- |\s*$).+)*)/gm;

/** An exercise's section without its heading, in Markdown; undefined where the README has none. */
export function exerciseSection(readme: string, id: string): string | undefined {
  const heading = new RegExp(`^###\\s+Exercise\\s+${id.replace(".", "\\.")}(?!\\d)`);
  const lines = readme.split(/\r?\n/);
  const headings = headingLines(lines);
  const start = headings.find((at) => heading.test(lines[at] ?? ""));
  if (start === undefined) return undefined;
  const end = headings.find((at) => at > start && /^#{1,3}\s/.test(lines[at] ?? ""));
  return lines
    .slice(start + 1, end)
    .join("\n")
    .trim();
}

/** The hints of an exercise in Markdown, from the first nudge on; none where the README has none. */
export function hintsOf(readme: string, id: string): string[] {
  const section = exerciseSection(readme, id) ?? "";
  return [...section.matchAll(FOLDED)]
    .filter((match) => /^Hint \d/.test(match.groups?.summary?.trim() ?? ""))
    .map((match) => match.groups?.text?.trim() ?? "");
}

/** Something that the checks cannot tell right from wrong, as the page says it. */
export interface Unseen {
  /** The exercises that it concerns, such as "01.3". */
  ids: string[];
  /** In Markdown, on one line. */
  text: string;
}

/** The list below the heading "What no check sees"; empty where the README has none. */
export function unseenIn(readme: string): Unseen[] {
  const lines = readme.split(/\r?\n/);
  const headings = headingLines(lines);
  const start = headings.find((at) => /^###\s+What no check sees\s*$/.test(lines[at] ?? ""));
  if (start === undefined) return [];
  const end = headings.find((at) => at > start);
  const section = lines.slice(start + 1, end).join("\n");
  return [...section.matchAll(UNSEEN)].map(({ groups }) => ({
    ids: (groups?.ids ?? "").split(", "),
    text: (groups?.text ?? "").trim().replace(/\s+/g, " "),
  }));
}

/**
 * The text with every folded part replaced by what `show` makes of its summary and its text. The empty
 * lines behind the part are gone too.
 */
export function replaceFolded(
  markdown: string,
  show: (summary: string, text: string) => string,
): string {
  return markdown.replace(FOLDED, (_whole, summary: string, text: string) =>
    show(summary.trim(), text.trim()),
  );
}

/** The numbers of the lines that are headings: a `#` in a block of code is none. */
function headingLines(lines: readonly string[]): number[] {
  let inCode = false;
  return lines.flatMap((line, at) => {
    if (/^\s*(```|~~~)/.test(line)) inCode = !inCode;
    return !inCode && /^#+\s/.test(line) ? [at] : [];
  });
}
