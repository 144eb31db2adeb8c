/**
 * A program that reads the last block only.
 *
 * @file shared/logging/last-lines.ts
 * @caughtBy show log reads a long file from its end
 * @says Go back block by block
 */

export async function lastLines(path: string, count: number): Promise<string[]> {
  const file = await open(path);
  try {
    let { size: start } = await file.stat();
    let tail = Buffer.alloc(0);
    // One line end more than lines: the first line of what has been read may lack its beginning.
    if (start > 0) {
      const length = Math.min(BLOCK_BYTES, start);
      start -= length;
      tail = Buffer.concat([await readBlock(file, start, length), tail]);
    }
    return linesIn(tail).slice(-count);
  } finally {
    await file.close();
  }
}
