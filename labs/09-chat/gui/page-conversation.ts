/**
 * One chat, as a page sees it: what the person wants goes to the chat client, what the client tells goes
 * to the page, and what a page that comes later must know is kept.
 */
import { randomUUID } from "node:crypto";
import { parseName } from "../../../shared/auth/parse-name.ts";
import type { ChatClient } from "../client/chat-client.ts";
import type { Update } from "../client/updates.ts";
import type { Refusal } from "../protocol/messages.ts";
import { parseText } from "../protocol/schema.ts";
import type { FromPage, ToPage } from "./page-messages.ts";
import { ReplayBuffer, Unsent } from "./replay-buffer.ts";
import { ServerTrust, type VerifierMaker } from "./server-trust.ts";

/** What of a chat client is used here. */
export type Chat = Pick<ChatClient, "enter" | "say" | "tell" | "older" | "search" | "leave">;

/** What a chat client asks and tells. */
export interface ChatListeners {
  verifyServer(fingerprint: string): Promise<void>;
  on(update: Update): void;
}

export interface ConversationOptions {
  /** The server, as people read it. */
  address: string;
  /** How the connection to it is encrypted, as people read it. */
  encryption: string;
  makeVerifier: VerifierMaker;
  /** Begins a chat. */
  open(listeners: ChatListeners): Chat;
  /** Tells the page, if there is one. */
  tell(message: ToPage): void;
}

export class Conversation {
  readonly #options: ConversationOptions;
  readonly #trust: ServerTrust;
  readonly #unsent = new Unsent();
  #replayBuffer = new ReplayBuffer();
  #chat: Chat;
  #hasEnded = false;
  /** The name under which the person is in the room; empty outside of it. */
  #name = "";

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#trust = new ServerTrust(options.makeVerifier, (fingerprint, standing) => {
      this.#tell({ type: "fingerprint", fingerprint, standing });
    });
    this.#chat = this.#newChat();
  }

  /** What a page that comes must be told first. */
  replay(): ToPage[] {
    const { address, encryption } = this.#options;
    return [
      { type: "welcome", address, encryption },
      ...this.#replayBuffer.replay(),
      ...(this.#name === "" ? [] : this.#unsent.replay(this.#name)),
    ];
  }

  /** Does what the person wants. */
  handle(message: FromPage): void {
    switch (message.type) {
      case "trust":
        this.#trust.answer(message.fingerprint, message.isTrusted);
        return;
      case "enter":
        this.#chat.enter({
          action: message.action,
          name: message.name,
          password: message.password,
        });
        return;
      case "say":
      case "tell":
        this.#say(message);
        return;
      case "draft":
        if (this.#name !== "") this.#unsent.keepDraft(this.#name, message);
        return;
      case "retry": {
        const pending = this.#unsent.take(this.#name, message.id);
        if (pending !== undefined) this.#say(pending);
        return;
      }
      case "dismiss":
        this.#unsent.take(this.#name, message.id);
        return;
      case "older":
        this.#chat.older(message.before);
        return;
      case "search":
        this.#search(message.text);
        return;
      case "log-out":
        void this.#chat.leave();
        return;
      case "connect":
        this.#connectAgain();
        return;
      default:
        message satisfies never;
    }
  }

  /** Leaves the room for good. */
  async close(): Promise<void> {
    if (!this.#hasEnded) await this.#chat.leave();
  }

  #newChat(): Chat {
    const buffer = this.#replayBuffer;
    return this.#options.open({
      verifyServer: (fingerprint) => this.#trust.verify(fingerprint),
      // A late update of an earlier chat belongs to an earlier conversation: it is dropped.
      on: (update) => {
        if (buffer === this.#replayBuffer) this.#apply(update);
      },
    });
  }

  /** Begins anew after an end; what was said may have been another user's. */
  #connectAgain(): void {
    if (!this.#hasEnded) return;
    this.#hasEnded = false;
    this.#replayBuffer = new ReplayBuffer();
    for (const told of this.replay()) this.#options.tell(told);
    this.#chat = this.#newChat();
  }

  #tell(message: ToPage): void {
    this.#replayBuffer.note(message);
    if (this.#name !== "") this.#unsent.note(this.#name, message);
    this.#options.tell(message);
  }

  /** Sends a text to all, or to one. One that cannot be sent would end every connection that it is tried on. */
  #say({ text, to }: { text: string; to?: string }): void {
    const problem = problemOf(text, to);
    const say = () => (to === undefined ? this.#chat.say(text) : this.#chat.tell(to, text));
    const id = problem === undefined ? say() : randomUUID();
    this.#tell({ type: "pending", id, text, ...(to === undefined ? {} : { to }) });
    if (problem !== undefined) this.#tell({ type: "not-taken", id, reason: problem });
  }

  #search(text: string): void {
    const problem = problemOf(text);
    if (problem !== undefined) {
      this.#tell({ type: "not-taken", reason: problem });
      return;
    }
    this.#chat.search(text);
  }

  #apply(update: Update): void {
    if (update.type === "state" && update.state === "ended") this.#end();
    const told = toPage(update);
    if (told !== undefined) this.#tell(told);
    if (update.type === "entered" && update.name !== this.#name) this.#enter(update.name);
  }

  /** The person is in the room, where they find what they have not sent. */
  #enter(name: string): void {
    this.#name = name;
    for (const told of this.#unsent.replay(name)) this.#options.tell(told);
  }

  #end(): void {
    this.#hasEnded = true;
    if (this.#name !== "") this.#unsent.chatEnded(this.#name);
    this.#name = "";
  }
}

/** Why a text, or a name to send it to, cannot be sent to the server; undefined when it can. */
function problemOf(text: string, to?: string): string | undefined {
  const parsedText = parseText(text);
  if (!parsedText.ok) return parsedText.reason;
  const parsedName = to === undefined ? undefined : parseName(to);
  return parsedName?.ok === false ? `nobody has such a name: ${parsedName.reason}` : undefined;
}

/** What a page is told of an update; undefined when nothing. */
function toPage(update: Update): ToPage | undefined {
  switch (update.type) {
    // The page is told of a fingerprint when it is verified, and of a text as soon as it is sent.
    case "connected":
    case "fingerprint":
    case "sent":
      return undefined;
    case "refused":
      return { type: "refused", reason: whyRefused(update.why) };
    case "past":
      return { type: "past", messages: update.messages, more: update.more };
    default:
      return update;
  }
}

/** The sentence for a refusal. */
export function whyRefused(why: Refusal): string {
  switch (why.type) {
    case "wrong":
      // The server does not say which of the two: it would tell strangers who has an account.
      return "The name or the password is wrong. If you are new here, choose Register.";
    case "taken":
      return "This name is taken. If it is yours, choose Log in; otherwise choose another name.";
    case "refused":
      return `${asSentence(why.reason)}${patience(why.retryAfterMs)}`;
    default:
      return why satisfies never;
  }
}

function asSentence(reason: string): string {
  const [first = "", ...rest] = reason;
  return `${first.toUpperCase()}${rest.join("")}${/[.!?]$/.test(reason) ? "" : "."}`;
}

function patience(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return "";
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return ` Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`;
}
