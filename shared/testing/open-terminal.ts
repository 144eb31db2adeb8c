/** A real terminal for a test, of tmux: keys go in, and what a person would see comes out. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Whether this machine has tmux. */
export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

/** How wide the terminal is, and what its shell finds in its environment. */
export interface TerminalOptions {
  columns: number;
  environment?: Readonly<Record<string, string>>;
}

/** Opens a terminal with a shell in it, which is in a new folder; both are gone when the test is over. */
export function openTerminal({ columns, environment = {} }: TerminalOptions) {
  const folder = mkdtempSync(join(tmpdir(), "lab-terminal-"));
  const tmux = (...args: string[]) =>
    execFileSync("tmux", ["-S", join(folder, "tmux"), "-f", "/dev/null", ...args], {
      encoding: "utf8",
    });
  const variables = Object.entries(environment).flatMap(([name, value]) => [
    "-e",
    `${name}=${value}`,
  ]);
  const size = ["-x", String(columns), "-y", "20"];
  tmux("new-session", "-d", ...size, "-c", folder, ...variables, "sh -i");
  onTestFinished(() => {
    tmux("kill-server");
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    tmux,
    type: (...keys: string[]) => tmux("send-keys", ...keys),
    /** The rows that are not empty, also those that have left the screen at its top. */
    rows: () =>
      tmux("capture-pane", "-p", "-S", "-")
        .split("\n")
        .filter((row) => row !== ""),
  };
}
