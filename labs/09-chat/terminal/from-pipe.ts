/**
 * The chat for other programs: lines in, lines out, no question, and an end when all is told. What happens
 * in the room goes to standard output, service messages to standard error, in the forms of the README,
 * *The wire*.
 */
import type { Readable, Writable } from "node:stream";
import { screenLine } from "../../../shared/console/screen-text.ts";
import { typedLines } from "../../../shared/console/typed-lines.ts";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { send } from "../../../shared/net/send.ts";
import { printStatus } from "../../../shared/process/print-status.ts";
import { refusal } from "../b-accounts/credentials.ts";
import type { Credentials } from "../b-accounts/login-flow.ts";
import { ChatClient, type ChatClientOptions } from "../client/chat-client.ts";
import type { TimelineItem, Update } from "../client/updates.ts";
import { lossMessage } from "../connection/reconnect.ts";
import { MAX_UNACKNOWLEDGED } from "../protocol/wire.ts";
import { parseLine, runCommand, type Typed } from "./slash-commands.ts";

/** Lines that ask for what is there. */
const LOOKING: ReadonlySet<Typed["type"]> = new Set(["who", "older", "search"]);

/** So many messages are taken from the input ahead of the server: a file of them can wait. */
const MAX_AHEAD = 2 * MAX_UNACKNOWLEDGED;

export interface PipeOptions extends Omit<ChatClientOptions, "on"> {
  credentials: Credentials;
  input: Readable;
  output: Writable;
  /** Settles when the program shall stop. */
  stopped: Promise<unknown>;
}

/**
 * Chats until the input has ended and all of it is acknowledged, or the program shall stop; then leaves.
 *
 * @throws ProgramError when the log-in is refused, or the chat cannot go on
 */
export async function chatFromPipe(options: PipeOptions): Promise<void> {
  const { input, output, address, stopped } = options;
  const entered = Promise.withResolvers<void>();
  /** Rejects, at the first log-in or at a later one. */
  const refused = Promise.withResolvers<never>();
  let members: readonly string[] = [];
  /** Who is or was here: a message to somebody who has left must not go to somebody else. */
  const names = new Set<string>();
  let printing: Promise<void> | undefined;

  function show(update: Update): void | Promise<void> {
    if (update.type === "members") {
      members = update.names;
      for (const name of members) names.add(name);
      entered.resolve();
    }
    if (update.type === "refused") refused.reject(refusal(update.why));
    const message = serviceMessageOf(update, address);
    if (message !== undefined) printStatus(message);
    const lines = linesOf(update);
    if (lines !== "") return print(lines);
  }

  /** One wait for all that comes while the output has enough. Who stops waits for nobody who reads nothing. */
  function print(text: string): Promise<void> {
    if (printing !== undefined) output.write(text);
    printing ??= send(output, text).then(() => {
      printing = undefined;
    });
    return Promise.race([printing, stopped.then(() => {})]);
  }

  async function talk(): Promise<void> {
    await entered.promise;
    for await (const line of typedLines(input)) {
      const typed = parseLine(line, [...names]);
      if (typed.type === "exit") break;
      // Who looks wants to see what was said before: a message counts when the server has taken it.
      if (LOOKING.has(typed.type)) await client.allAcknowledged;
      runCommand(typed, {
        client,
        members,
        explain: (text) => printStatus(screenLine(text)),
      });
      await client.acknowledgedUpTo(MAX_AHEAD);
    }
    await client.allAcknowledged;
  }

  const client = new ChatClient({ ...options, on: show });
  client.enter(options.credentials);
  try {
    await Promise.race([talk(), client.ended, refused.promise, stopped]);
  } finally {
    input.destroy();
    await client.leave();
    const { unacknowledged: lost } = client;
    if (lost > 0)
      printStatus(`${lost === 1 ? "1 message was" : `${lost} messages were`} not delivered`);
  }
  await client.ended;
}

/** The lines of an update, each with its end; none when it has none. Nothing in one can end it before. */
export function linesOf(update: Update): string {
  switch (update.type) {
    case "past":
    case "results":
      return update.messages.map((message) => lineOf({ type: "message", ...message })).join("");
    case "message":
    case "private":
    case "joined":
    case "left":
    case "notice":
      return lineOf(update);
    default:
      return "";
  }
}

function lineOf(item: TimelineItem): string {
  return `${screenLine(textOf(item))}\n`;
}

function textOf(item: TimelineItem): string {
  switch (item.type) {
    case "message":
      return `${item.from}: ${item.text}`;
    case "private":
      return `${item.from} -> ${item.to}: ${item.text}`;
    case "joined":
      return `* ${item.name} has joined`;
    case "left":
      return `* ${item.name} has left`;
    case "notice":
      return `* ${item.text}`;
    default:
      return item satisfies never;
  }
}

/** The service message of an update; undefined when it has none. */
export function serviceMessageOf(update: Update, address: Address): string | undefined {
  switch (update.type) {
    case "connected":
      return `connected to ${formatAddress(address)}`;
    case "fingerprint":
      return `fingerprint ${update.fingerprint}`;
    case "entered":
      return screenLine(`logged in as ${update.name}`);
    case "state":
      return update.state === "waiting" ? lossOf(update) : undefined;
    case "not-taken":
      return screenLine(`the server refuses this: ${update.reason}`);
    default:
      return undefined;
  }
}

function lossOf({ reason = "", retryInMs = 0 }: Update & { type: "state" }): string {
  return screenLine(lossMessage(reason, retryInMs));
}
