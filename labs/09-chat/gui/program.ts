/** For tests: a program of this lab that runs beside them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const FOLDER = join(import.meta.dirname, "..");

export class Program {
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];
  #wake = () => {};

  /** @param file its path inside the lab, such as `server.ts` */
  constructor(file: string, flags: readonly string[], env: Record<string, string> = {}) {
    this.#process = spawn(process.execPath, [join(FOLDER, file), ...flags], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (this.#process.stdout === null) throw new Error("Program: it has no standard output");
    createInterface(this.#process.stdout).on("line", (line) => {
      this.#lines.push(line);
      this.#wake();
    });
  }

  /** Types a line into it. */
  type(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** Takes the next line of its output that fits away, with all before it; returns what the first group has found. */
  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const index = this.#lines.findIndex((line) => pattern.test(line));
      const [line = ""] = index === -1 ? [] : this.#lines.splice(0, index + 1).slice(-1);
      if (index !== -1) return pattern.exec(line)?.[1] ?? line;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Tells it to stop; returns its exit status. */
  async stop(): Promise<number | null> {
    if (this.#process.exitCode === null) {
      this.#process.kill("SIGTERM");
      await once(this.#process, "exit");
    }
    return this.#process.exitCode;
  }
}
