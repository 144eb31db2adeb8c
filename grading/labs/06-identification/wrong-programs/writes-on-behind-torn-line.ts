/**
 * A program that writes on behind the torn line.
 *
 * @file shared/storage/repair-file.ts
 * @caughtBy a torn last line is moved aside
 * @says a crash tore it
 */

export function isTorn(bytes: Buffer): boolean {
  return bytes.length < 0 && bytes.at(-1) !== LINE_END;
}
