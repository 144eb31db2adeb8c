/**
 * A terminal on which somebody types while things happen. What happens appears above the line that is
 * being typed, which goes on below it. Between them is the footer: what is true now and will change.
 *
 *     10:30 bob: are you there?
 *           not delivered yet: yes
 *     > I am just typ▮
 */
import { createInterface, type Interface, type Key } from "node:readline";
import type { WriteStream } from "node:tty";
import wrapAnsi from "wrap-ansi";
import { clearFromRow, setCursorRow } from "../../../shared/console/prompt-rows.ts";
import { stopJob } from "../../../shared/process/job-control.ts";
import { PASTE_MARKS_OFF, PASTE_MARKS_ON, PastedAsText, type TerminalInput } from "./paste.ts";

/** A terminal's output; tests have one of their own. */
export type TerminalOutput = Pick<WriteStream, "columns" | "rows" | "write"> &
  NodeJS.WritableStream;

export interface ScreenOptions {
  input: TerminalInput;
  output: TerminalOutput;
  /** Takes what was typed or pasted, of one line or several; it is not on the screen any more. */
  onLine(line: string): void;
  /** Ctrl-D. */
  onEnd(): void;
  /** The lines that what is typed so far can become. */
  complete(line: string): string[];
  /** The rows between what has happened and the line that is being typed, as they are now. */
  footer?(): readonly string[];
}

export class Screen {
  readonly #input: PastedAsText;
  readonly #output: TerminalOutput;
  readonly #lines: Interface;
  readonly #footer: () => readonly string[];
  /** The footer as it is on the screen. */
  #shownFooter: readonly string[] = [];
  /** What is to be shown; what happens at once is shown at once. */
  #waiting: string[] = [];
  #isDue = false;
  /** While the shell has the terminal, nothing is drawn. */
  #isStopped = false;
  /** In how many rows the typed line stands above the cursor after Enter. */
  #typedRows = 1;
  #isOpen = true;

  constructor({ input, output, onLine, onEnd, complete, footer = () => [] }: ScreenOptions) {
    this.#input = new PastedAsText(input);
    this.#output = output;
    this.#footer = footer;
    output.write(PASTE_MARKS_ON);
    // Before readline hears of it, which goes up as many rows as there were at the old width.
    output.prependListener("resize", this.#beforeResize);
    this.#lines = createInterface({
      input: this.#input,
      output,
      terminal: true,
      prompt: "> ",
      completer: (line: string) => [complete(line), line],
      removeHistoryDuplicates: true,
    });
    this.#input.prependListener("keypress", this.#beforeEnter);
    this.#input.on("keypress", this.#afterKey);
    this.#lines.on("line", (line) => {
      this.#clearFrom(this.#typedRows);
      onLine(this.#input.meant(line));
      this.#show();
    });
    this.#lines.on("close", () => {
      if (this.#isOpen) onEnd();
      this.#isOpen = false;
    });
    // In a terminal Ctrl-C is a key like others. It means what it means everywhere.
    this.#lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    this.#lines.on("SIGTSTP", () => void this.#stopJob());
    this.#lines.prompt();
  }

  /** What is being typed. */
  get typed(): string {
    return this.#input.meant(this.#lines.line);
  }

  /** Shows rows. Nothing in them may be a command of a stranger to the terminal. */
  print(rows: string): void {
    this.#waiting.push(rows);
    this.update();
  }

  /** Draws the footer anew. */
  update(): void {
    if (!this.#isDue) setImmediate(() => this.#show());
    this.#isDue = true;
  }

  /** Takes no more lines, and gives the terminal back as it was. */
  close(): void {
    this.#show({ isLast: true });
    this.#input.off("keypress", this.#beforeEnter);
    this.#input.off("keypress", this.#afterKey);
    this.#output.off("resize", this.#beforeResize);
    if (this.#isOpen) {
      this.#clearFrom(this.#lines.getCursorPos().rows);
      this.#isOpen = false;
      this.#lines.close();
    }
    this.#output.write(PASTE_MARKS_OFF);
    this.#input.destroy();
  }

  /** Ctrl-Z: the terminal is the shell's until the person comes back. */
  async #stopJob(): Promise<void> {
    this.#clearFrom(this.#lines.getCursorPos().rows);
    this.#isStopped = true;
    this.#output.write(PASTE_MARKS_OFF);
    this.#input.setRawMode(false);
    await stopJob();
    this.#isStopped = false;
    if (!this.#isOpen) return;
    this.#input.setRawMode(true);
    this.#output.write(PASTE_MARKS_ON);
    this.#show();
  }

  /** Before readline deals with Enter: afterwards it does not know any more how long the line was. */
  readonly #beforeEnter = (_letters: unknown, key: Key): void => {
    if (key.name !== "return" && key.name !== "enter") return;
    this.#lines.write(null, { ctrl: true, name: "e" }); // to the end of the line
    this.#typedRows = this.#lines.getCursorPos().rows + 1;
  };

  /**
   * A terminal that becomes narrower or wider cuts its rows anew, and the cursor stays at its character.
   * So what stands above it has as many rows as it needs at the new width.
   */
  readonly #beforeResize = (): void => {
    setCursorRow(this.#lines, this.#lines.getCursorPos().rows);
    this.update();
  };

  /** When many letters come at once, as somebody pastes them, readline loses count of the rows. */
  readonly #afterKey = (): void => {
    setCursorRow(this.#lines, this.#lines.getCursorPos().rows);
    if (this.#waiting.length > 0) this.update();
  };

  #show({ isLast = false } = {}): void {
    if (this.#isStopped) return;
    this.#isDue = false;
    if (this.#isOpen && !isLast && this.#isFull()) return;
    const rows = this.#waiting.map((row) => `${row}\n`).join("");
    this.#waiting = [];
    this.#clearFrom(this.#lines.getCursorPos().rows);
    if (!this.#isOpen) {
      this.#output.write(rows);
      return;
    }
    setCursorRow(this.#lines, 0);
    this.#shownFooter = this.#footer();
    this.#output.write(rows + this.#shownFooter.map((row) => `${row}\n`).join(""));
    this.#lines.prompt(true);
  }

  /**
   * Whether what is typed fills the screen. Rows above it would not be seen, and each would draw all of it once
   * more: they wait until it is sent or shortened.
   */
  #isFull(): boolean {
    const { columns, rows } = this.#output;
    const typed = rowsOfTerminal(`> ${this.#lines.line}`, columns);
    return typed > 1 && typed + this.#shownFooter.length >= (rows || Number.POSITIVE_INFINITY);
  }

  /** Clears the screen from the footer on, which ends so many rows above the cursor. */
  #clearFrom(rows: number): void {
    const footerRows = this.#shownFooter.map((row) => rowsOfTerminal(row, this.#output.columns));
    this.#shownFooter = [];
    clearFromRow(
      this.#output,
      footerRows.reduce((sum, count) => sum + count, rows),
    );
  }
}

/** How many rows a terminal of so many columns makes of a line that it cuts itself. */
function rowsOfTerminal(line: string, columns: number): number {
  if (columns < 1) return 1;
  return wrapAnsi(line, columns, { hard: true, wordWrap: false, trim: false }).split("\n").length;
}
