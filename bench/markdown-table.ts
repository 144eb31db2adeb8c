/** What the pages of results are made of: tables in Markdown, and figures as a person reads them. */

/** A table whose first column is text and whose others are figures. */
export function markdownTable(head: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** `0.97`; a dash where there is none. */
export function ratio(value: number): string {
  return Number.isNaN(value) ? "–" : value.toFixed(2);
}

/** Three significant digits, thousands set apart: `63,300`, `1.20`. */
export function significant(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value.toLocaleString("en-US", {
    maximumSignificantDigits: 3,
    minimumSignificantDigits: 3,
  });
}

/** Microseconds in the unit that reads best: `139 µs`, `4.2 ms`, `1.35 s`. */
export function duration(microseconds: number): string {
  if (Number.isNaN(microseconds)) return "–";
  if (microseconds < 1000) return `${significant(microseconds)} µs`;
  if (microseconds < 1e6) return `${significant(microseconds / 1000)} ms`;
  return `${significant(microseconds / 1e6)} s`;
}
