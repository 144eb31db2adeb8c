/** What a typed line means: a command, or something to say. */
import { nearestName } from "../../../shared/find-command.ts";

export type Typed =
  | { type: "say"; text: string }
  | { type: "tell"; to: string; text: string }
  | { type: "who" }
  | { type: "older" }
  | { type: "search"; text: string }
  /** Shows the whole of a long message. */
  | { type: "full" }
  | { type: "help" }
  | { type: "exit" }
  | { type: "nothing" }
  /** For a person: what is wrong with it, and what to do. */
  | { type: "mistake"; explanation: string };

interface Command {
  use: string;
  about: string;
  parse: (rest: string, members: readonly string[]) => Typed | undefined;
}

/** Without what a command needs, it is explained. */
const COMMANDS: Readonly<Record<string, Command>> = {
  "/msg": { use: "/msg NAME TEXT", about: "says something to one only", parse: parseTell },
  "/who": { use: "/who", about: "who is here", parse: () => ({ type: "who" }) },
  "/history": {
    use: "/history",
    about: "what was said before (or /older)",
    parse: () => ({ type: "older" }),
  },
  "/search": { use: "/search TEXT", about: "finds what was said", parse: parseSearch },
  "/full": {
    use: "/full",
    about: "shows the long message above that was folded last",
    parse: () => ({ type: "full" }),
  },
  "/help": { use: "/help", about: "shows this list", parse: () => ({ type: "help" }) },
  "/exit": { use: "/exit", about: "leaves", parse: () => ({ type: "exit" }) },
};

const OTHER_NAMES: Readonly<Record<string, string>> = {
  "/older": "/history",
  "/quit": "/exit",
};

/** All names of commands, for completion. */
export const COMMAND_NAMES = Object.keys(COMMANDS);

/** For `/help`: a line for each command. */
export const HELP: readonly string[] = [
  ...Object.values(COMMANDS).map(({ use, about }) => `${use.padEnd(16)} ${about}`),
  `${"//TEXT".padEnd(16)} says a text that begins with /`,
  `${"Alt+Enter".padEnd(16)} begins a new line in a message`,
];

/**
 * Reads a line. `exit` alone leaves, as in the labs before.
 *
 * @param members who is here: a name may hold blanks
 */
export function parseLine(line: string, members: readonly string[]): Typed {
  if (line.trim() === "") return { type: "nothing" };
  if (line === "exit") return { type: "exit" };
  if (line.startsWith("//")) return { type: "say", text: line.slice(1) };
  if (line.startsWith("/")) return parseCommand(line, members);
  return { type: "say", text: line };
}

function parseCommand(line: string, members: readonly string[]): Typed {
  const [, typed = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  const name = OTHER_NAMES[typed] ?? typed;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return unknown(typed);
  const parsed = command.parse(rest, members);
  return parsed ?? { type: "mistake", explanation: `Use: ${command.use}` };
}

function unknown(typed: string): Typed {
  const nearest = nearestName(typed, [...COMMAND_NAMES, ...Object.keys(OTHER_NAMES)]);
  const next = nearest === undefined ? "/help shows the commands" : `did you mean ${nearest}?`;
  const explanation = `Unknown command ${JSON.stringify(typed)}; ${next}`;
  return { type: "mistake", explanation };
}

function parseSearch(rest: string): Typed | undefined {
  const text = rest.trim();
  return text === "" ? undefined : { type: "search", text };
}

/** Of the members' names the longest that fits; else the first word. */
function parseTell(rest: string, members: readonly string[]): Typed | undefined {
  const typed = rest.toLowerCase();
  const fitting = members.filter((member) => typed.startsWith(`${member.toLowerCase()} `));
  const longest = fitting.reduce((one, other) => (other.length > one.length ? other : one), "");
  const to = longest === "" ? (/^\S+/.exec(rest)?.[0] ?? "") : longest;
  const text = rest.slice(to.length).trimStart();
  return to === "" || text === "" ? undefined : { type: "tell", to, text };
}
