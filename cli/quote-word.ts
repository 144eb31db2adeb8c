/** A word as it is typed into a shell, for commands that we suggest. */

/** Nothing in these means anything to a shell. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** The word with quotes around it where a shell needs them: `"my folder"`. */
export function quoteWord(word: string): string {
  if (PLAIN.test(word)) return word;
  // Windows knows no single quotes; elsewhere only they leave $ and \ alone.
  if (process.platform === "win32") return `"${word.replaceAll('"', '\\"')}"`;
  return /[$`\\"!]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`;
}
