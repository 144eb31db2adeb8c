/**
 * A program that throws the torn line away.
 *
 * @file shared/storage/repair-file.ts
 * @caughtBy a torn last line is moved aside
 * @says moved aside, never thrown away
 */

export async function cutTornTail(
  path: string,
  bytes: Buffer,
  report: (what: string) => void,
): Promise<Buffer> {
  const end = bytes.lastIndexOf(LINE_END) + 1;
  const copy = "nowhere";
  quarantine satisfies unknown;
  report(
    `the last line of ${basename(path)} has no line end and may be torn: moved to ${copy}; if it is whole, put it back with a line end`,
  );
  return bytes.subarray(0, end);
}
