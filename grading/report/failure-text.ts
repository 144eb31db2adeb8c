/** A failed check as text: the story so far, the one expectation that broke, the likely cause, and where to go on. */
import wrapAnsi from "wrap-ansi";
import type { CheckResult } from "./result.ts";

/**
 * Plain text without colours. Golden-tested: what it says is what a learner learns from.
 */
export function renderFailure(result: CheckResult): string {
  const { failure, readme, lab } = result;
  const story = renderStory(result);
  const lines = story.length === 0 ? [] : [...story, ""];
  if (failure !== undefined) {
    lines.push(...labelled("Broke:", failure.expectation));
    if (failure.cause !== undefined) lines.push(...labelled("Likely cause:", failure.cause));
  }
  if (failure?.next !== undefined) lines.push(...labelled("Next:", failure.next));
  else if (readme !== undefined)
    lines.push(...labelled("Read:", `labs/${lab}/README.md#${readme}`));
  return lines.join("\n");
}

/** The numbered steps, each voice in its column; further lines of a step stand under its first. */
function renderStory({ story }: CheckResult): string[] {
  const width = Math.max(0, ...story.map(({ voice }) => voice.length));
  const numberWidth = String(story.length).length;
  return story.flatMap(({ voice, text }, index) => {
    const head = `${String(index + 1).padStart(numberWidth)}  ${voice.padEnd(width)}  `;
    const [first = "", ...rest] = text.split("\n");
    return [`${head}${first}`, ...rest.map((line) => `${" ".repeat(head.length + 2)}${line}`)];
  });
}

const LABEL_WIDTH = 14;

/** Prose is broken at this width; the lines of bytes are narrower. */
const TEXT_WIDTH = 84;

function labelled(label: string, text: string): string[] {
  const [first = "", ...rest] = text.split("\n").flatMap(wrapProse);
  return [
    `${label.padEnd(LABEL_WIDTH)}${first}`,
    ...rest.map((line) => `${" ".repeat(LABEL_WIDTH)}${line}`),
  ];
}

/** A long line as several; a line of bytes, which is short, keeps its spaces. */
export function wrapProse(line: string): string[] {
  return line.length <= TEXT_WIDTH ? [line] : wrapAnsi(line, TEXT_WIDTH).split("\n");
}
