/**
 * Reads a command line: words first, then the runner's own flags among those for a lab's program.
 *
 *     npm run lab 02 server -- --solution --threads 4
 *                 └─words─┘    └─own────┘ └─passed on
 */
import { parseArgs } from "node:util";
import { Refusal } from "./refusal.ts";

/** The runner's own flags, by name, and what follows each. */
export type FlagKinds = Readonly<Record<string, "string" | "boolean">>;

export interface CommandLine {
  /** What stands before the first flag that is not the runner's own. */
  words: string[];
  /** The runner's own flags; one that takes no value holds an empty text. */
  flags: Map<string, string>;
  /** Everything else, in order, for the lab's programs. */
  passedOn: string[];
}

/** @throws Refusal when one of the own flags lacks its value or has one too many */
export function readCommandLine(all: readonly string[], own: FlagKinds): CommandLine {
  // npm takes the first `--` away; without npm it is still there, and says nothing more.
  const args = all.filter((arg) => arg !== "--");
  const options = Object.fromEntries(Object.entries(own).map(([name, type]) => [name, { type }]));
  // Not strict: what is unknown here is for a lab's program, or refused by the command.
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  const line: CommandLine = { words: [], flags: new Map(), passedOn: [] };
  const rest: (string | undefined)[] = [...args];
  for (const token of tokens) {
    if (token.kind !== "option" || own[token.name] === undefined) continue;
    const takesValue = own[token.name] === "string";
    const hasValue = token.value !== undefined && !/^(?:--.*)?$/s.test(token.value);
    if (takesValue && !hasValue) {
      throw new Refusal(
        `Cannot read --${token.name}: it needs a value; write --${token.name} VALUE`,
      );
    }
    if (!takesValue && token.value !== undefined) {
      throw new Refusal(
        `Cannot read --${token.name}: it takes no value; write --${token.name} alone`,
      );
    }
    line.flags.set(token.name, token.value ?? "");
    rest.fill(undefined, token.index, token.index + (token.inlineValue === false ? 2 : 1));
  }
  for (const arg of rest) {
    if (arg === undefined) continue;
    const isWord = line.passedOn.length === 0 && !arg.startsWith("-");
    (isWord ? line.words : line.passedOn).push(arg);
  }
  return line;
}
