/** Long lines on a narrow terminal. */
import wrapAnsi from "wrap-ansi";

/** The rows of a line that is no wider than so many columns; its own indent is that of all its rows. */
export function wrapped(line: string, columns: number): string[] {
  const most = Math.max(0, Math.floor(columns / 2));
  const indent = (/^ */.exec(line)?.[0] ?? "").slice(0, most);
  const width = Math.max(1, columns - indent.length);
  const rows = wrapAnsi(line.slice(indent.length), width, { hard: true }).split("\n");
  return rows.map((row) => indent + row);
}

/** How many rows a terminal of so many columns makes of a line that it cuts itself. */
export function rowsOfTerminal(line: string, columns: number): number {
  if (columns < 1) return 1;
  return wrapAnsi(line, columns, { hard: true, wordWrap: false, trim: false }).split("\n").length;
}
