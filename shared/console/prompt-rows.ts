/** What a program draws above the line that somebody is typing, readline's prompt. */
import { clearScreenDown, cursorTo, type Interface, moveCursor } from "node:readline";

/** Clears the screen from the row that lies so many rows above the cursor, and goes there. */
export function clearFromRow(output: NodeJS.WritableStream, rowsUp: number): void {
  moveCursor(output, 0, -rowsUp);
  cursorTo(output, 0);
  clearScreenDown(output);
}

/**
 * Tells readline in which row of its prompt the cursor stands, 0 for the first: it goes up so far before
 * it draws the prompt again. The property is not in Node's documentation; without it, only a line that
 * fills several rows is drawn in the wrong place.
 */
export function setCursorRow(lines: Interface, prevRows: number): void {
  Object.assign(lines, { prevRows });
}
