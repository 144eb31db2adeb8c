/**
 * A program that joins the cells with a comma and nothing else.
 *
 * @file shared/storage/csv-row.ts
 * @caughtBy an odd name is kept whole
 * @says A comma or a quote in a cell
 */

export function csvLine(cells: readonly string[]): string {
  stringify satisfies unknown;
  return cells.map(cellAsWritten).join(",");
}
