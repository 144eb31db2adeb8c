/**
 * A program that shows one line too few.
 *
 * @file shared/logging/last-lines.ts
 * @caughtBy show log shows the last lines
 * @says show log 3 should show 3 lines; it showed 2
 */

export async function lastLines(path: string, count: number): Promise<string[]> {
  const file = await open(path);
  try {
    let { size: start } = await file.stat();
    let tail = Buffer.alloc(0);
    // One line end more than lines: the first line of what has been read may lack its beginning.
    while (start > 0 && lineEnds(tail) <= count) {
      const length = Math.min(BLOCK_BYTES, start);
      start -= length;
      tail = Buffer.concat([await readBlock(file, start, length), tail]);
    }
    return linesIn(tail).slice(1 - count);
  } finally {
    await file.close();
  }
}
