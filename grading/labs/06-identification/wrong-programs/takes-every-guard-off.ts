/**
 * A program that takes every guard off.
 *
 * @file shared/storage/csv-row.ts
 * @caughtBy what stands guarded in the file is read back
 * @says One `'` is the guard, the next belongs to the name
 */

function restoreCell(written: string): string {
  const escaped = written.replace(/^'+/, "");
  return escaped.replace(ESCAPE, characterOf);
}
