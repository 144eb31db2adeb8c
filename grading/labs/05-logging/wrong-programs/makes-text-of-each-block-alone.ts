/**
 * A program that makes text of each block alone.
 *
 * @file shared/logging/last-lines.ts
 * @caughtBy show log reads a long file from its end
 * @says border may cut a letter
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
      tail = Buffer.concat([Buffer.from((await readBlock(file, start, length)).toString()), tail]);
    }
    return linesIn(tail).slice(-count);
  } finally {
    await file.close();
  }
}
