/** The chat for a person at a terminal. */
import type { Readable } from "node:stream";
import type { Ask } from "../../../shared/config/program-options.ts";
import { screenLine } from "../../../shared/console/screen-text.ts";
import { flushStatus, printStatus } from "../../../shared/process/print-status.ts";
import { corrected, reasonOf, refusal } from "../b-accounts/credentials.ts";
import type { Credentials } from "../b-accounts/login-flow.ts";
import { ChatClient, type ChatClientOptions } from "../client/chat-client.ts";
import type { Update } from "../client/updates.ts";
import type { Refusal } from "../protocol/messages.ts";
import { serviceMessageOf } from "./from-pipe.ts";
import type { TerminalInput } from "./paste.ts";
import { Pending, PersonView, paintFor } from "./person-view.ts";
import { Screen, type TerminalOutput } from "./screen.ts";
import { COMMAND_NAMES, parseLine, runCommand } from "./slash-commands.ts";

export interface TerminalOptions extends Omit<ChatClientOptions, "on"> {
  credentials: Credentials;
  ask: Ask;
  input: Readable & TerminalInput;
  output: TerminalOutput;
  /** Settles when the program shall stop. */
  stopped: Promise<unknown>;
}

/**
 * Chats until the person leaves.
 *
 * @throws ProgramError when the chat cannot go on
 */
export async function chatAtTerminal(options: TerminalOptions): Promise<void> {
  const chat = new TerminalChat(options);
  try {
    await chat.run();
  } finally {
    chat.close();
  }
}

class TerminalChat {
  readonly #options: TerminalOptions;
  readonly #client: ChatClient;
  readonly #view: PersonView;
  readonly #over = Promise.withResolvers<void>();
  #credentials: Credentials;
  /** Undefined until the person is in the room: before that, questions have the terminal. */
  #screen: Screen | undefined;
  #members: readonly string[] = [];
  /** Who is or was here: a message to somebody who has left must not go to somebody else. */
  readonly #names = new Set<string>();
  #isLeaving = false;
  readonly #pending = new Pending();
  /** Why this client is not in the room, and when it tries again; undefined while it is there. */
  #outage: string | undefined;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#credentials = options.credentials;
    const { output } = options;
    this.#view = new PersonView({ paint: paintFor(output), columns: () => output.columns || 80 });
    this.#client = new ChatClient({ ...options, on: (update) => this.#show(update) });
  }

  async run(): Promise<void> {
    this.#client.enter(this.#credentials);
    try {
      await Promise.race([this.#over.promise, this.#client.ended, this.#options.stopped]);
    } finally {
      await this.#client.leave();
    }
    await this.#client.ended;
  }

  /** What the person has written and nobody will get stays on the screen, to be copied. */
  close(): void {
    for (const text of this.#pending.texts) this.#print(this.#view.error(`not delivered: ${text}`));
    const typed = this.#screen?.typed ?? "";
    if (typed !== "") this.#print(this.#view.error(`not sent: ${typed}`));
    this.#screen?.close();
    this.#options.input.destroy();
  }

  #take(line: string): void {
    const typed = parseLine(line, [...this.#names]);
    if (typed.type === "exit") this.#leave();
    if (typed.type === "full") this.#print(...this.#view.rowsOfFolded());
    const id = runCommand(typed, {
      client: this.#client,
      members: this.#members,
      explain: (text) => this.#print(this.#view.aside(text)),
    });
    if (id !== undefined && "text" in typed) this.#pending.add(id, typed.text);
    this.#screen?.update();
  }

  /** What was said goes out first; whoever is in a hurry asks twice. */
  #leave(): void {
    const { unacknowledged } = this.#client;
    if (unacknowledged === 0 || this.#isLeaving) {
      this.#over.resolve();
      return;
    }
    this.#isLeaving = true;
    const messages = unacknowledged === 1 ? "1 message is" : `${unacknowledged} messages are`;
    this.#print(
      this.#view.aside(`${messages} not delivered yet; type /exit again to leave all the same`),
    );
    void this.#client.allAcknowledged.then(() => this.#over.resolve());
  }

  #show(update: Update): void {
    switch (update.type) {
      case "entered":
        this.#entered(update.name);
        return;
      case "refused":
        this.#refused(update.why);
        return;
      case "members":
        this.#takeMembers(update.names);
        return;
      case "past":
        this.#print(...this.#view.rowsOfPage(update.messages, update.more, update.of));
        return;
      case "results":
        this.#print(...this.#view.rowsOfPage(update.messages, update.more, "search"));
        return;
      case "message":
      case "private":
      case "joined":
      case "left":
      case "notice":
        this.#print(...this.#view.rowsOf(update));
        return;
      case "not-taken":
        this.#notTaken(update);
        return;
      case "acknowledged":
        this.#pending.settle(update.id);
        this.#screen?.update();
        return;
      case "state":
        if (update.state === "waiting" && this.#screen !== undefined) this.#lost(update);
        return;
      default:
    }
    const message = serviceMessageOf(update, this.#options.address);
    // A connection that comes back is told of once, when this client is in the room again.
    if (message !== undefined && this.#screen === undefined) printStatus(message);
  }

  /** The reason is told once; the row above the prompt says when the next attempt is. */
  #lost({ reason = "", retryInMs = 0 }: Update & { type: "state" }): void {
    if (this.#outage === undefined) this.#print(this.#view.error(`connection lost: ${reason}`));
    const seconds = Math.ceil(retryInMs / 1000);
    this.#outage = `not connected (${reason}); trying again in ${seconds} s`;
    this.#screen?.update();
  }

  /** What is true now, between what has happened and the prompt. */
  #footer(): string[] {
    const outage = this.#outage === undefined ? [] : [this.#view.statusRow(this.#outage)];
    return [...outage, ...this.#pending.rows().map((row) => this.#view.statusRow(row))];
  }

  #entered(name: string): void {
    this.#outage = undefined;
    if (this.#screen === undefined) {
      printStatus(screenLine(`logged in as ${name}; /help shows the commands`));
      flushStatus();
      this.#screen = this.#openScreen();
    } else {
      this.#print(this.#view.aside("connected again"));
    }
  }

  /** Asks a person again, who may have mistyped; but not in the middle of the chat. */
  #refused(why: Refusal): void {
    if (this.#screen !== undefined) {
      this.#over.reject(refusal(why));
      return;
    }
    printStatus(screenLine(`the server says: ${reasonOf(why)}`));
    corrected(this.#credentials, why, this.#options.ask)
      .then((credentials) => {
        this.#credentials = credentials;
        this.#client.enter(credentials);
      })
      .catch((error: unknown) => this.#over.reject(error));
  }

  #takeMembers(names: readonly string[]): void {
    const isFirst = this.#members.length === 0;
    this.#members = names;
    for (const name of names) this.#names.add(name);
    if (isFirst) this.#print(this.#view.aside(`here: ${names.join(", ")}`));
  }

  #notTaken({ id = "", reason }: Update & { type: "not-taken" }): void {
    const text = this.#pending.settle(id);
    const what =
      text === undefined ? `the server refuses this: ${reason}` : `not sent, ${reason}: ${text}`;
    this.#print(this.#view.error(what));
  }

  #openScreen(): Screen {
    const { input, output } = this.#options;
    return new Screen({
      input,
      output,
      onLine: (line) => this.#take(line),
      onEnd: () => this.#leave(),
      complete: (line) => completions(line, this.#members),
      footer: () => this.#footer(),
    });
  }

  #print(...rows: string[]): void {
    for (const row of rows) this.#screen?.print(row);
  }
}

/** What a line that has been begun can become: a command, or a message to somebody who is here. */
function completions(line: string, members: readonly string[]): string[] {
  // readline writes them as they are: a name that gives commands to the terminal must be typed.
  const harmless = members.filter((name) => screenLine(name) === name);
  const whole = [
    ...COMMAND_NAMES.map((name) => `${name} `),
    ...harmless.map((to) => `/msg ${to} `),
  ];
  const fitting = whole.filter((one) => one.toLowerCase().startsWith(line.toLowerCase()));
  return line.startsWith("/") ? fitting : [];
}
