/**
 * A program's own console: whoever runs it types commands while it works.
 *
 *     > show lo⇥g 5          in a terminal: a prompt, history (arrow keys), completion (Tab)
 *     show log 5\nexit\n     from a pipe: plain lines, no prompt, no colour, no question
 *
 * A server started in the background has no operator: the end of the input ends nothing.
 */
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { stopJob } from "../process/job-control.ts";
import { flushStatus, printable } from "../process/print-status.ts";
import { findCommand, nearestName } from "./find-command.ts";
import { clearFromRow, setCursorRow } from "./prompt-rows.ts";

/** What editors on Windows put before the first line of a file. */
const BYTE_ORDER_MARK = /^\ufeff/;

export interface Command {
  /** As it is typed: "show log". */
  name: string;
  /** How it is used, if it takes an argument: "show log [n]". */
  use?: string;
  /** What it does, for `help`. */
  about: string;
  /** Asked before it runs, when a person is there to answer: "Clear the log?". */
  confirm?: string;
  /** Does it. The message of what it throws is told to the operator. */
  run(argument: string): void | Promise<void>;
}

export interface ConsoleOptions {
  /** `help` and `exit` are there in any case. */
  commands: readonly Command[];
  prompt?: string;
  input?: Readable;
  output?: Writable;
  /** Takes a line that is no command; without it the operator is told so. */
  onText?: (line: string) => void | Promise<void>;
}

/** Opens the console. Commands run one after the other, in the order in which they were typed. */
export function openConsole(options: ConsoleOptions): OperatorConsole {
  return new OperatorConsole(options);
}

export class OperatorConsole {
  readonly #commands: readonly Command[];
  readonly #onText: (line: string) => void | Promise<void>;
  readonly #output: Writable;
  readonly #lines: Interface;
  readonly #isTerminal: boolean;
  readonly #exited = Promise.withResolvers<void>();
  #work: Promise<void> = Promise.resolve();
  /** How many lines wait for their turn, or have it. */
  #pending = 0;
  #isOpen = true;

  constructor({ commands, prompt = "> ", input, output, onText }: ConsoleOptions) {
    const from = input ?? process.stdin;
    this.#output = output ?? process.stdout;
    this.#onText = onText ?? ((line) => this.#explain(line));
    this.#isTerminal = isTerminal(from) && isTerminal(this.#output);
    this.#commands = [
      ...commands,
      { name: "help", about: "shows this list", run: () => this.#help() },
      { name: "exit", about: "stops the program", run: () => this.#exit() },
    ];
    this.#lines = createInterface({
      input: from,
      output: this.#output,
      terminal: this.#isTerminal,
      prompt,
      completer: (line: string) => [this.#names().filter((name) => name.startsWith(line)), line],
      removeHistoryDuplicates: true,
    });
    this.#lines.on("line", (line) => this.#take(line.replace(BYTE_ORDER_MARK, "")));
    this.#lines.on("close", () => this.#inputEnded());
    // In a terminal Ctrl-C is a key like others. It means what it means everywhere.
    this.#lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    this.#lines.on("SIGTSTP", () => void this.#stop());
    flushStatus();
    this.#prompt();
  }

  /** Settles when `exit` was typed, and never by the end of the input. */
  get exited(): Promise<void> {
    return this.#exited.promise;
  }

  /**
   * Shows a line. What the operator is typing goes on below it. Nothing in the line can give commands
   * to the terminal.
   */
  print(line: string): void {
    flushStatus();
    this.#takePromptAway();
    this.#output.write(`${printable(line)}\n`);
    this.#prompt();
  }

  /** Takes no more lines, and gives the terminal back as it was. */
  close(): void {
    if (!this.#isOpen) return;
    this.#takePromptAway();
    this.#isOpen = false;
    this.#lines.close();
  }

  #take(line: string): void {
    this.#pending++;
    this.#work = this.#work.then(async () => {
      await this.#run(line);
      this.#pending--;
      this.#prompt();
    });
  }

  /** Runs what a line asks for. It never throws: a command that fails does not end the console. */
  async #run(line: string): Promise<void> {
    if (!this.#isOpen) return;
    try {
      const found = findCommand(line, this.#commands);
      if (found === undefined) return await this.#onText(line);
      const { command, argument } = found;
      if (await this.#isWanted(command)) await command.run(argument);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.print(`Cannot run ${JSON.stringify(line.trim())}: ${reason}`);
    }
  }

  async #isWanted({ confirm }: Command): Promise<boolean> {
    if (confirm === undefined || !this.#isTerminal) return true;
    const answer = await new Promise<string>((resolve) => {
      this.#lines.question(`${confirm} [y/N] `, resolve);
    });
    return /^y(es)?$/i.test(answer.trim());
  }

  #help(): void {
    const uses = this.#commands.map(({ name, use }) => use ?? name);
    const width = Math.max(...uses.map((use) => use.length));
    for (const [index, { about }] of this.#commands.entries()) {
      this.print(`${(uses[index] ?? "").padEnd(width)}  ${about}`);
    }
  }

  #exit(): void {
    this.close();
    this.#exited.resolve();
  }

  #explain(line: string): void {
    if (line.trim() === "") return;
    const nearest = nearestName(line, this.#names());
    const next = nearest === undefined ? "help shows the commands" : `did you mean ${nearest}?`;
    this.print(`Unknown command ${JSON.stringify(line.trim())}; ${next}`);
  }

  #names(): string[] {
    return this.#commands.map(({ name }) => name);
  }

  /** Ctrl-Z: the terminal is the shell's until `fg`; then the prompt is drawn again. */
  async #stop(): Promise<void> {
    const { stdin } = process;
    if (stdin.isTTY) stdin.setRawMode(false);
    await stopJob();
    if (!this.#isOpen) return;
    if (stdin.isTTY) stdin.setRawMode(true);
    this.#prompt();
  }

  /** Ctrl-D, or the end of a pipe. */
  #inputEnded(): void {
    if (!this.#isOpen || !this.#isTerminal) return;
    this.#isOpen = false;
    this.#output.write("\nno more commands; Ctrl-C stops the program\n");
  }

  /** Shows the prompt, with what has been typed of the next line; not while a command has its turn. */
  #prompt(): void {
    if (this.#isTerminal && this.#isOpen && this.#pending === 0) this.#lines.prompt(true);
  }

  /** Takes the prompt and what stands behind it off the screen; it may fill several rows. */
  #takePromptAway(): void {
    if (!this.#isTerminal || !this.#isOpen || this.#pending > 0) return;
    clearFromRow(this.#output, this.#lines.getCursorPos().rows);
    setCursorRow(this.#lines, 0);
  }
}

function isTerminal(stream: Readable | Writable): boolean {
  return "isTTY" in stream && stream.isTTY === true;
}
