/**
 * A program that writes formulas as they are.
 *
 * @file shared/storage/csv-row.ts
 * @caughtBy no name in the file is a formula
 * @says A spreadsheet runs a cell
 */

function escapeCell(cell: string): string {
  const escaped = cell.replace(UNSAFE, escapeCharacter);
  return escaped;
}
