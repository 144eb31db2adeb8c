/** What the terminal can do: menus, colour, Markdown. */
import { spawn } from "node:child_process";
import { stripVTControlCharacters, styleText } from "node:util";
import splitCommand from "string-argv";

/** Whether a person sits there who can choose from a menu: not at a terminal without a cursor. */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== "dumb";
}

/** How many columns a line of standard output may have; some terminals say 0 when they do not know. */
export function terminalWidth(): number {
  return process.stdout.columns || 80;
}

/** How many rows the screen has; 0 when standard output is no terminal. */
export function terminalRows(): number {
  return process.stdout.rows ?? 0;
}

/** Whether standard output takes colour: a terminal, and nobody asked for none (NO_COLOR). */
export function hasColour(): boolean {
  return styleText("red", ".", { stream: process.stdout }) !== ".";
}

/** Markdown as it looks best: with colours and boxes in a terminal, as it stands in a pipe. */
export async function printMarkdown(markdown: string): Promise<void> {
  console.log(await textOf(markdown));
}

/** The same for a long page: a terminal gets it in a pager, where there is one. */
export async function pageMarkdown(markdown: string): Promise<void> {
  const text = await textOf(markdown);
  const [pager, ...args] = splitCommand(process.env.PAGER ?? "less");
  const isPaged = isInteractive() && pager !== undefined && (await pageThrough(pager, args, text));
  if (!isPaged) console.log(text);
}

async function textOf(markdown: string): Promise<string> {
  if (!process.stdout.isTTY) return markdown;
  const { renderMarkdown } = await import("./markdown.ts");
  const text = await renderMarkdown(markdown, Math.min(100, terminalWidth()));
  return hasColour() ? text : stripVTControlCharacters(text);
}

/** Returns once the person has left the pager: whether there was one. */
async function pageThrough(pager: string, args: string[], text: string): Promise<boolean> {
  // Without R `less` shows the codes of the colours instead of the colours.
  const env = { LESS: "R", ...process.env };
  const child = spawn(pager, args, { stdio: ["pipe", "inherit", "inherit"], env });
  // Ctrl-C belongs to the pager, which goes on.
  process.on("SIGINT", () => {});
  // Whoever leaves before the end of the page does not read the rest.
  child.stdin.on("error", () => {}).end(`${text}\n`);
  return await new Promise((resolve) => {
    child.once("error", () => resolve(false)).once("exit", () => resolve(true));
  });
}
