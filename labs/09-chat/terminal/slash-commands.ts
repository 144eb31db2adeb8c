/**
 * What a typed line means, a command or something to say, and how it is run: it is sent, or answered on the
 * screen. The page in the browser reads its lines by the same rules, so nothing of Node is used here.
 */
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import { MAX_NAME_LENGTH } from "../../../shared/auth/parse-name.ts";
import { nearestName } from "../../../shared/console/find-command.ts";
import type { ChatClient } from "../client/chat-client.ts";
import { parseText } from "../protocol/schema.ts";

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
  parse: (rest: string, names: readonly string[]) => Typed | undefined;
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
 * The slash of a command, also that of a Japanese or Chinese keyboard. What stands before it shows nothing,
 * so the line looks like a command: a private text must not go to everyone because of it.
 */
const SLASH = /^[\s\u2800\p{Default_Ignorable_Code_Point}]*[/\uff0f]/u;

/**
 * Reads a line. `exit` alone leaves, as in the labs before.
 *
 * @param names who is here, and who was: a name may hold blanks, and what is meant for `Ada Lovelace` must
 *   not go to `Ada` because the other has just left
 */
export function parseLine(line: string, names: readonly string[]): Typed {
  if (line.trim() === "") return { type: "nothing" };
  if (line === "exit") return { type: "exit" };
  if (!SLASH.test(line)) return { type: "say", text: line };
  const rest = line.replace(SLASH, "");
  if (/^[/\uff0f]/.test(rest)) return { type: "say", text: rest };
  return parseCommand(`/${rest}`, names);
}

function parseCommand(line: string, names: readonly string[]): Typed {
  const [, typed = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  const name = OTHER_NAMES[typed] ?? typed;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return unknown(typed);
  const parsed = command.parse(rest, names);
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

/** No name is longer, in UTF-16 units: 32 characters, and up to 14 for each that is shown as an escape. */
const MAX_NAME_UNITS = 512;

/** The longest name that fits; else the first word. */
function parseTell(rest: string, names: readonly string[]): Typed | undefined {
  const known = new Map(names.map((name) => [canonicalName(name), name]));
  const nameEndingAt = (end: number) => known.get(canonicalName(rest.slice(0, end)));
  const blanks = [...rest.slice(0, MAX_NAME_UNITS).matchAll(/\s/g)].map(({ index }) => index);
  const end = blanks.findLast((at) => nameEndingAt(at) !== undefined) ?? blanks[0] ?? 0;
  const to = nameEndingAt(end) ?? rest.slice(0, end);
  const text = rest.slice(end).trimStart();
  return to === "" || text === "" ? undefined : { type: "tell", to, text };
}

export interface CommandContext {
  client: Pick<ChatClient, "say" | "tell" | "older" | "search">;
  /** Who is here. */
  members: readonly string[];
  /** Shows a line to the person who has typed it. What others wrote may be in it: make it safe to show. */
  explain(line: string): void;
}

/** Runs it; "full", "exit" and "nothing" are left to the caller. Returns the id of the message, if it is one. */
export function runCommand(
  typed: Typed,
  { client, members, explain }: CommandContext,
): string | undefined {
  const reason = reasonAgainst(typed);
  if (reason !== undefined) {
    explain(`Cannot send this: ${reason}`);
    return undefined;
  }
  switch (typed.type) {
    case "say":
      return client.say(typed.text);
    case "tell":
      return client.tell(typed.to, typed.text);
    case "search":
      client.search(typed.text);
      break;
    case "older":
      client.older();
      break;
    case "who":
      explain(`here: ${members.join(", ")}`);
      break;
    case "help":
      for (const line of HELP) explain(line);
      break;
    case "mistake":
      explain(typed.explanation);
      break;
    case "full":
    case "nothing":
    case "exit":
      break;
    default:
      typed satisfies never;
  }
  return undefined;
}

/** Why it is not sent: the server would refuse it, or it would fit into no record. */
function reasonAgainst(typed: Typed): string | undefined {
  if (!("text" in typed)) return undefined;
  if (typed.type === "tell" && [...typed.to].length > MAX_NAME_LENGTH) {
    return `nobody has a name of more than ${MAX_NAME_LENGTH} characters`;
  }
  const parsed = parseText(typed.text);
  return parsed.ok ? undefined : parsed.reason;
}
