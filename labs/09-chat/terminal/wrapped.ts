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
