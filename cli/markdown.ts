/** Markdown for a terminal: marked-terminal, with its weak spots (as of 7.3) mended. */
import { stripVTControlCharacters, styleText } from "node:util";
import { Marked, type Tokens } from "marked";
import { markedTerminal } from "marked-terminal";
import wrapAnsi from "wrap-ansi";
import { diagramText } from "./diagram.ts";

/** The languages of the READMEs that the highlighter knows; it complains aloud about others. */
const HIGHLIGHTED = new Set(["ts", "js", "sh", "json", "python"]);
/** Without a language the highlighter guesses one, and colours a transcript at random. */
const NO_LANGUAGE = "plaintext";
/** What a column takes besides its text: a space at each side. */
const COLUMN_FRAME = 2;
/** In less no column can be read; then the rows stand below each other. */
const MIN_COLUMN_WIDTH = 10;
const DIAGRAM = "mermaid";

/** The text with colours and boxes, no line wider than `width` columns. */
export async function renderMarkdown(markdown: string, width: number): Promise<string> {
  // What is inside a list has less room.
  let room = width;
  const wrapped = (text: string) => wrapAnsi(text.replace(/\s+/g, " "), room, { hard: true });
  const tableOptions = { wordWrap: true, colWidths: [] as number[] };
  const style = { showSectionPrefix: false, emoji: false, tab: 2 };
  const marked = new Marked(markedTerminal({ ...style, width, tableOptions }), {
    walkTokens(token) {
      if (token.type !== "code" || token.lang === DIAGRAM) return;
      if (!HIGHLIGHTED.has(token.lang)) token.lang = NO_LANGUAGE;
    },
    renderer: {
      paragraph({ tokens }) {
        return `${wrapped(this.parser.parseInline(tokens))}\n\n`;
      },
      // The text of a tight list's item would stand there as it is written, **bold** and all.
      text(token) {
        if (!("tokens" in token) || token.tokens === undefined) return false;
        return this.parser.parseInline(token.tokens);
      },
      // It would neither be wrapped nor keep its numbers.
      list({ items, ordered, start, loose }) {
        const entries = items.map((item, at) => {
          const mark = ordered ? `${Number(start) + at}. ` : "• ";
          room -= mark.length;
          const blocks = item.tokens.map((token) => {
            const isText = token.type === "text" && "tokens" in token;
            if (!isText) return this.parser.parse([token]);
            return `${wrapped(this.parser.parseInline(token.tokens ?? []))}\n`;
          });
          room += mark.length;
          const text = blocks.join("").trim();
          return mark + text.replace(/\n(?=[^\n])/g, `\n${" ".repeat(mark.length)}`);
        });
        return `${entries.join(loose ? "\n\n" : "\n")}\n\n`;
      },
      // It would leave a mark of its own in place of every colon.
      codespan({ text }) {
        return styleText("yellow", text);
      },
      code({ lang, text }) {
        return lang === DIAGRAM ? `${diagramText(text, room)}\n\n` : false;
      },
      // A path within the project leads nowhere from here.
      link({ href, tokens }) {
        return href.includes("://") ? false : this.parser.parseInline(tokens);
      },
      // A table would be as wide as its text; `false` lets it be drawn in these widths.
      table(token) {
        const widths = columnWidths(token, room);
        if (widths !== undefined) {
          tableOptions.colWidths = widths;
          return false;
        }
        const rows = token.rows.map((row) =>
          row.map(({ tokens }, at) => {
            const title = this.parser.parseInline(token.header[at]?.tokens ?? []);
            return wrapped(`${title}: ${this.parser.parseInline(tokens)}`);
          }),
        );
        return `${rows.map((row) => row.join("\n")).join("\n\n")}\n\n`;
      },
    },
  });
  const text = await marked.parse(markdown);
  return text
    .trim()
    .split("\n")
    .map((line) => cut(line, width))
    .join("\n");
}

/** Code keeps its lines; one that is too long is broken, as the terminal would do, but between words. */
function cut(line: string, width: number): string {
  return stripVTControlCharacters(line).length <= width
    ? line
    : wrapAnsi(line, width, { hard: true, trim: false });
}

/** The natural widths of the columns, the widest made smaller until the table fits, if it can. */
function columnWidths({ header, rows }: Tokens.Table, width: number): number[] | undefined {
  const widths = header.map((_, column) => {
    const cells = [header, ...rows].map((row) => plainText(row[column]?.text ?? ""));
    return Math.max(...cells.map((text) => text.length)) + COLUMN_FRAME;
  });
  const total = () => widths.reduce((sum, each) => sum + each + 1, 1);
  for (let widest = Math.max(...widths); total() > width; widest = Math.max(...widths)) {
    if (widest <= MIN_COLUMN_WIDTH) return undefined;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function plainText(inline: string): string {
  return inline.replace(/\[(.*?)\]\(.*?\)/g, "$1").replace(/[`*]/g, "");
}
