/**
 * A program that undoes one escape after the other.
 *
 * @file shared/storage/csv-row.ts
 * @caughtBy what stands guarded in the file is read back
 * @says is one backslash
 */

function restoreCell(written: string): string {
  const escaped = written.startsWith("'") ? written.slice(1) : written;
  const joined = escaped.replaceAll("\\n", "\n").replaceAll("\\r", "\r").replaceAll("\\\\", "\\");
  return joined.replace(ESCAPE, characterOf);
}
