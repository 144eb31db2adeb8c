/** The end of a file of lines, which may be too large to be read: what `tail -n` does. */
import { type FileHandle, open } from "node:fs/promises";

/** How much is read at a time: some hundred lines of a log. */
const BLOCK_BYTES = 65_536;

const LINE_END = 0x0a;

/**
 * The last lines of a file, oldest first, without their ends; fewer if it has fewer. What follows the
 * last line end counts as a line.
 *
 * @throws the system's error when the file cannot be read
 *
 * @exercise 05.6 Read blocks from the file's end towards its beginning, until they hold so many lines; never the whole file.
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
    return linesIn(tail).slice(-count);
  } finally {
    await file.close();
  }
}

/** Whether a file ends in the middle of a line, as after a crash: the next one must not be glued to it. */
export async function isTorn(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return size > 0 && (await readBlock(file, size - 1, 1))[0] !== LINE_END;
  } finally {
    await file.close();
  }
}

/** So many bytes of a file from this place on; fewer when it has become shorter meanwhile. */
async function readBlock(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === LINE_END) count++;
  return count;
}

function linesIn(bytes: Buffer): string[] {
  const lines = bytes.toString("utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
