/** What the terminal can do: menus, colour, Markdown. */
import { stripVTControlCharacters, styleText } from "node:util";

/** Whether a person sits there who can choose from a menu. */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

/** Whether standard output takes colour: a terminal, and nobody asked for none (NO_COLOR). */
export function hasColour(): boolean {
  return styleText("red", ".", { stream: process.stdout }) !== ".";
}

/** Markdown as it looks best: with colours and boxes in a terminal, as it stands in a pipe. */
export async function printMarkdown(markdown: string): Promise<void> {
  if (!process.stdout.isTTY) return console.log(markdown);
  const { renderMarkdown } = await import("./markdown.ts");
  const text = await renderMarkdown(markdown, Math.min(100, process.stdout.columns || 80));
  console.log(hasColour() ? text : stripVTControlCharacters(text));
}
