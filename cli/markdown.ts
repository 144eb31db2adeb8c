/** Markdown for a terminal: marked-terminal, with its weak spots (as of 7.3) mended. */
import { Marked, type Tokens } from "marked";
import { markedTerminal } from "marked-terminal";

/** The languages of the READMEs that the highlighter knows; it complains aloud about others. */
const HIGHLIGHTED = new Set(["ts", "js", "sh", "json", "python"]);
/** Without a language the highlighter guesses one, and colours a transcript at random. */
const NO_LANGUAGE = "plaintext";
/** What a column takes besides its text: a space at each side. */
const COLUMN_FRAME = 2;
/** Narrower than this no column can be read; then the table is wider than the terminal. */
const NARROWEST_COLUMN = 10;

/** The text with colours and boxes, no line wider than `width` columns where that can be. */
export async function renderMarkdown(markdown: string, width: number): Promise<string> {
  const tableOptions = { wordWrap: true, colWidths: [] as number[] };
  const style = { reflowText: true, showSectionPrefix: false, emoji: false, tab: 2 };
  const marked = new Marked(markedTerminal({ ...style, width, tableOptions }), {
    walkTokens(token) {
      if (token.type === "code" && !HIGHLIGHTED.has(token.lang)) token.lang = NO_LANGUAGE;
    },
    renderer: {
      // The text of a tight list's item would stand there as it is written, **bold** and all.
      text(token) {
        if (!("tokens" in token) || token.tokens === undefined) return false;
        return this.parser.parseInline(token.tokens);
      },
      // A path within the project leads nowhere from here.
      link({ href, tokens }) {
        return href.includes("://") ? false : this.parser.parseInline(tokens);
      },
      // A table would be as wide as its text; `false` lets it be drawn in these widths.
      table(token) {
        tableOptions.colWidths = columnWidths(token, width);
        return false;
      },
    },
  });
  const text = await marked.parse(markdown);
  return text.trim();
}

/** The natural widths of the columns, the widest made smaller until the table fits. */
function columnWidths({ header, rows }: Tokens.Table, width: number): number[] {
  const widths = header.map((_, column) => {
    const cells = [header, ...rows].map((row) => plainText(row[column]?.text ?? ""));
    return Math.max(...cells.map((text) => text.length)) + COLUMN_FRAME;
  });
  const total = () => widths.reduce((sum, each) => sum + each + 1, 1);
  for (let widest = Math.max(...widths); total() > width; widest = Math.max(...widths)) {
    if (widest <= NARROWEST_COLUMN) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function plainText(inline: string): string {
  return inline.replace(/\[(.*?)\]\(.*?\)/g, "$1").replace(/[`*]/g, "");
}
