/**
 * Bytes as rows of hexadecimal beside text, for the terminal and for the page. Text is what a peer
 * sent: nothing in it may act as a command of a terminal, change the direction of writing, or break a row.
 */

/** Bytes in a row: a row of the terminal view fits into 80 columns. */
export const BYTES_A_ROW = 16;

/** One byte, as it is shown. */
export interface Cell {
  /** Two digits. */
  hex: string;
  /** Whether a new chunk began here. */
  isCut: boolean;
}

export interface Row {
  cells: Cell[];
  /** The letters that begin in this row. A letter of several bytes stands where its first byte does. */
  text: string;
}

/** How line ends and tabs are shown. Unicode has better pictures (␊, ␍, ␉), but few fonts have them. */
const PICTURES: Readonly<Record<string, string>> = { "\n": "↵", "\r": "←", "\t": "⇥" };

/** What a reader has to know of all this. */
export const LEGEND = "↵ LF, ← CR, ⇥ tab, · no letter to be shown, │ a new chunk begins";

/** Control, format (bidirectional ones among them), line separators, private and unassigned: not for a screen. */
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Stands for what cannot be shown: such a letter, or a byte that is no UTF-8. */
const UNKNOWN = "·";

/** The bytes in rows. */
export function rowsOf(bytes: Buffer, cuts: readonly number[]): Row[] {
  const letters = lettersOf(bytes);
  const rows: Row[] = [];
  for (let start = 0; start < bytes.length; start += BYTES_A_ROW) {
    const end = Math.min(start + BYTES_A_ROW, bytes.length);
    const cells = [...bytes.subarray(start, end)].map((byte, at) => ({
      hex: byte.toString(16).padStart(2, "0"),
      isCut: cuts.includes(start + at),
    }));
    rows.push({ cells, text: letters.slice(start, end).join("") });
  }
  return rows;
}

/** The bytes as text that is safe to show, in one line. */
export function showable(bytes: Buffer): string {
  return lettersOf(bytes).join("");
}

/** For each byte the letter that begins there; none for the other bytes of that letter. */
function lettersOf(bytes: Buffer): string[] {
  const letters: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = letterLength(bytes, at);
    const letter = length === 0 ? UNKNOWN : bytes.toString("utf8", at, at + length);
    letters.push(PICTURES[letter] ?? (UNSHOWABLE.test(letter) ? UNKNOWN : letter));
    for (let rest = 1; rest < length; rest++) letters.push("");
    at += Math.max(1, length);
  }
  return letters;
}

/** How many bytes the letter has that begins here; 0 when there is no whole letter. */
function letterLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  const letter = bytes.toString("utf8", at, at + length);
  return length > 0 && Buffer.byteLength(letter) === length && !letter.includes("\uFFFD")
    ? length
    : 0;
}
