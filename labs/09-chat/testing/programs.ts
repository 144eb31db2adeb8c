/** For tests: programs that run beside them. They are those of this lab, and a real browser. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, chromium } from "playwright-core";

/** The first Chromium or Chrome in PATH; undefined when there is none. */
export const CHROMIUM = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) =>
    ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)),
  )
  .find((file) => existsSync(file));

/** What stands behind the title of tests that need a browser. */
export const WHY_SKIPPED = CHROMIUM === undefined ? " (skipped: there is no chromium in PATH)" : "";

/** Starts the browser, without a window. */
export async function openChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("openChromium: there is no chromium in PATH");
  // A container's root may not make the sandbox; the only pages opened here are our own.
  return await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}

const LAB = join(import.meta.dirname, "..");

/** A program of this lab. */
export class Program {
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];
  #wake = () => {};

  /** @param file its path in the lab's folder, such as `server.ts` */
  constructor(file: string, flags: readonly string[], env: Record<string, string> = {}) {
    this.#process = spawn(process.execPath, [join(LAB, file), ...flags], {
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

  /**
   * Waits for a line of its output that matches, and removes it with all lines before it. Returns what
   * the first group of the pattern has matched, or else the line.
   */
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

  /** Stops it with SIGTERM; returns its exit status. */
  async stop(): Promise<number | null> {
    if (this.#process.exitCode === null) {
      this.#process.kill("SIGTERM");
      await once(this.#process, "exit");
    }
    return this.#process.exitCode;
  }
}
