/** Patterns for lines that are known beforehand. */

/** This line, and nothing else in it. */
export function exactly(line: string): RegExp {
  return new RegExp(`^${RegExp.escape(line)}$`);
}

/** A line that begins so; a number at the end is whole, so that port 5000 is not found in 50001. */
export function startingWith(start: string): RegExp {
  return new RegExp(`^${RegExp.escape(start)}(?!\\d)`);
}
