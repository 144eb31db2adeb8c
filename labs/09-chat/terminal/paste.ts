/**
 * Pasted text is one piece. A terminal that is asked to (bracketed paste, mode 2004 of xterm) puts marks
 * around what is pasted; without them nobody can tell a pasted line end from the Enter key, and a paste
 * of 120 lines would be 120 messages.
 *
 *     ESC [ 2 0 0 ~  one \r two  ESC [ 2 0 1 ~      ─▶   one␤two
 *     ESC \r  (Alt and Enter)                       ─▶   ␤
 *
 * In the line that is being typed, signs stand for what the line editor would take for a key: `␤` for a
 * line end, `␉` for a tab. A long paste would fill the screen, and push off it what others say: a short
 * text stands for it, `[pasted text 1: 45 lines]`. {@link PastedAsText.meant} puts back what they stand for.
 */
import { Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Asks a terminal for the marks, and asks it to leave them out again. */
export const PASTE_MARKS_ON = "\u001b[?2004h";
export const PASTE_MARKS_OFF = "\u001b[?2004l";

const PASTE_START = "\u001b[200~";
const PASTE_END = "\u001b[201~";
const ALT_ENTER = "\u001b\r";

/** How long the Escape key may turn out to be the beginning of a mark, in milliseconds: no person types so fast. */
const ESCAPE_MS = 50;

/** A paste of more lines, or more UTF-16 units, is long. */
const MAX_LINES_SHOWN = 8;
const MAX_UNITS_SHOWN = 300;

/** So many long pastes are kept: as many as the line editor keeps lines, to go back to. */
const MAX_PASTES_KEPT = 30;

const LINE_END_SIGN = "␤";
const TAB_SIGN = "␉";

/** A terminal's input; in tests any stream. */
export interface TerminalInput extends NodeJS.ReadableStream {
  isTTY?: boolean;
  setRawMode?: (isRaw: boolean) => unknown;
}

/** A terminal's input in which line ends and tabs that were pasted are signs, and no keys. */
export class PastedAsText extends Transform {
  readonly isTTY: boolean;
  readonly #input: TerminalInput;
  readonly #decoder = new StringDecoder("utf8");
  /** The beginning of a mark whose rest has not come yet. */
  #rest = "";
  #escapeTimer: NodeJS.Timeout | undefined;
  #isPasting = false;
  /** What of the paste under way has come. */
  #pasted = "";
  /** The long pastes, by what stands for them in the line. */
  readonly #longPastes = new Map<string, string>();
  #longCount = 0;
  /** Whether a pasted line end may go on with `\n`. */
  #endsInReturn = false;

  constructor(input: TerminalInput) {
    super({ encoding: "utf8" });
    this.#input = input;
    this.isTTY = input.isTTY === true;
    input.pipe(this);
  }

  setRawMode(isRaw: boolean): this {
    this.#input.setRawMode?.(isRaw);
    return this;
  }

  /** The text that a line of the editor stands for. */
  meant(line: string): string {
    let text = line;
    for (const [standIn, pasted] of this.#longPastes) text = text.replaceAll(standIn, () => pasted);
    return text.replaceAll(LINE_END_SIGN, "\n").replaceAll(TAB_SIGN, "\t");
  }

  /** Takes no more, and lets go of the terminal. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#escapeTimer);
    this.#input.unpipe(this);
    done(error);
  }

  override _transform(chunk: Buffer, _encoding: string, done: () => void): void {
    clearTimeout(this.#escapeTimer);
    let text = this.#rest + this.#decoder.write(chunk);
    this.#rest = "";
    while (text !== "") {
      const mark = this.#isPasting ? PASTE_END : PASTE_START;
      const at = text.indexOf(mark);
      const until = at === -1 ? text.length - lengthOfBegunMark(text, mark) : at;
      this.#pass(text.slice(0, until));
      if (at === -1) {
        this.#rest = text.slice(until);
        break;
      }
      if (this.#isPasting) this.#endPaste();
      this.#isPasting = !this.#isPasting;
      text = text.slice(at + mark.length);
    }
    if (this.#rest !== "" && !this.#isPasting) {
      this.#escapeTimer = setTimeout(() => this.#passRest(), ESCAPE_MS);
    }
    done();
  }

  override _flush(done: () => void): void {
    clearTimeout(this.#escapeTimer);
    this.#passRest();
    this.#endPaste();
    done();
  }

  #passRest(): void {
    this.#pass(this.#rest);
    this.#rest = "";
  }

  #pass(text: string): void {
    if (text === "") return;
    if (this.#isPasting) this.#pasted += this.#asSigns(text);
    else this.push(text.replaceAll(ALT_ENTER, LINE_END_SIGN));
  }

  #endPaste(): void {
    const text = this.#pasted;
    this.#pasted = "";
    if (text !== "") this.push(isLong(text) ? this.#standInFor(text) : text);
  }

  #standInFor(text: string): string {
    const lines = linesIn(text);
    const size = lines === 1 ? `${[...text].length} characters` : `${lines} lines`;
    const standIn = `[pasted text ${++this.#longCount}: ${size}]`;
    this.#longPastes.set(standIn, text);
    const [oldest] = this.#longPastes.keys();
    if (this.#longPastes.size > MAX_PASTES_KEPT && oldest !== undefined) {
      this.#longPastes.delete(oldest);
    }
    return standIn;
  }

  /** What is pasted gives no commands to the line editor: other control characters are left out. */
  #asSigns(text: string): string {
    const next = this.#endsInReturn ? text.replace(/^\n/, "") : text;
    this.#endsInReturn = text.endsWith("\r");
    return next
      .replace(/\r\n|[\r\n]/g, LINE_END_SIGN)
      .replaceAll("\t", TAB_SIGN)
      .replace(/\p{Cc}/gu, "");
  }
}

function isLong(text: string): boolean {
  return text.length > MAX_UNITS_SHOWN || linesIn(text) > MAX_LINES_SHOWN;
}

function linesIn(text: string): number {
  return text.split(LINE_END_SIGN).length;
}

/** How many characters at the end of the text may be the beginning of the mark. */
function lengthOfBegunMark(text: string, mark: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}
