/** Figures on a screen. */

/** Prints a table; the first column to the left, the figures to the right. */
export function showTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(`  ${cells.join("   ").trimEnd()}`);
  }
}

/** A time as people say it: "0.12 s", "4.1 min", "3.2 days". */
export function timeOf(milliseconds: number): string {
  const units = [
    { name: "ms", length: 1 },
    { name: "s", length: 1_000 },
    { name: "min", length: 60_000 },
    { name: "h", length: 3_600_000 },
    { name: "days", length: 86_400_000 },
  ];
  const unit = units.findLast(({ length }) => milliseconds >= length) ?? units[0];
  return `${(milliseconds / (unit?.length ?? 1)).toFixed(1)} ${unit?.name}`;
}
