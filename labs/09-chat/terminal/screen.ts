/**
 * A terminal on which somebody types while things happen. What happens appears above the line that is
 * being typed, which goes on below it:
 *
 *     10:30 bob: are you there?
 *     > yes, I am ab▮
 */
import {
  clearScreenDown,
  createInterface,
  cursorTo,
  type Interface,
  type Key,
  moveCursor,
} from "node:readline";
import type { Readable } from "node:stream";
import type { WriteStream } from "node:tty";

/** A terminal's output; tests have one of their own. */
export type TerminalOutput = Pick<WriteStream, "columns" | "write"> & NodeJS.WritableStream;

export interface ScreenOptions {
  input: Readable;
  output: TerminalOutput;
  /** Takes a typed line, which is not on the screen any more. */
  onLine(line: string): void;
  /** Ctrl-D. */
  onEnd(): void;
  /** The lines that what is typed so far can become. */
  complete(line: string): string[];
}

export class Screen {
  readonly #input: Readable;
  readonly #output: TerminalOutput;
  readonly #lines: Interface;
  /** What is to be shown; what happens at once is shown at once. */
  #waiting: string[] = [];
  /** In how many rows the typed line stands above the cursor after Enter. */
  #typedRows = 1;
  #isOpen = true;

  constructor({ input, output, onLine, onEnd, complete }: ScreenOptions) {
    this.#input = input;
    this.#output = output;
    this.#lines = createInterface({
      input,
      output,
      terminal: true,
      prompt: "> ",
      completer: (line: string) => [complete(line), line],
      removeHistoryDuplicates: true,
    });
    input.prependListener("keypress", this.#beforeEnter);
    input.on("keypress", this.#afterKey);
    this.#lines.on("line", (line) => {
      this.#clearFrom(this.#typedRows);
      onLine(line);
      this.#show();
    });
    this.#lines.on("close", () => {
      if (this.#isOpen) onEnd();
      this.#isOpen = false;
    });
    // In a terminal Ctrl-C is a key like others. It means what it means everywhere.
    this.#lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    this.#lines.prompt();
  }

  /** Shows rows. Nothing in them may be a command of a stranger to the terminal. */
  print(rows: string): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#show());
    this.#waiting.push(rows);
  }

  /** Takes no more lines, and gives the terminal back as it was. */
  close(): void {
    this.#show();
    this.#input.off("keypress", this.#beforeEnter);
    this.#input.off("keypress", this.#afterKey);
    if (!this.#isOpen) return;
    this.#clearFrom(this.#lines.getCursorPos().rows);
    this.#isOpen = false;
    this.#lines.close();
  }

  /** Before readline deals with Enter: afterwards it does not know any more how long the line was. */
  readonly #beforeEnter = (_letters: unknown, key: Key): void => {
    if (key.name !== "return" && key.name !== "enter") return;
    this.#lines.write(null, { ctrl: true, name: "e" }); // to the end of the line
    this.#typedRows = this.#lines.getCursorPos().rows + 1;
  };

  /** When many letters come at once, as somebody pastes them, readline loses count of the rows. */
  readonly #afterKey = (): void => this.#tellRows(this.#lines.getCursorPos().rows);

  /**
   * Tells readline in which row of what is typed the cursor stands: it goes up so far before it draws
   * all of it again. The property is not in Node's documentation; without it, only a line that fills
   * several rows is drawn in the wrong place.
   */
  #tellRows(prevRows: number): void {
    Object.assign(this.#lines, { prevRows });
  }

  #show(): void {
    const rows = this.#waiting.map((row) => `${row}\n`).join("");
    this.#waiting = [];
    this.#clearFrom(this.#lines.getCursorPos().rows);
    if (!this.#isOpen) {
      this.#output.write(rows);
      return;
    }
    this.#tellRows(0);
    this.#output.write(rows);
    this.#lines.prompt(true);
  }

  /** Clears the screen from so many rows above the cursor on. */
  #clearFrom(rows: number): void {
    moveCursor(this.#output, 0, -rows);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
  }
}
