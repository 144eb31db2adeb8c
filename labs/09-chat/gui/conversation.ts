/**
 * One chat, as a page sees it: what the person wants goes to the chat client, what the client tells goes
 * to the page, and what a page that comes later must know is kept.
 */
import type { ChatClient } from "../client/chat-client.ts";
import type { Update } from "../client/updates.ts";
import type { FromPage, ToPage } from "./messages.ts";
import { Story } from "./story.ts";
import { Translation } from "./translation.ts";
import { type JudgeMaker, Trust } from "./trust.ts";

/** What of a chat client is used here. */
export type Chat = Pick<ChatClient, "enter" | "say" | "tell" | "older" | "search" | "leave">;

/** What a chat client asks and tells. */
export interface ChatListeners {
  judge(fingerprint: string): Promise<void>;
  on(update: Update): void;
}

export interface ConversationOptions {
  /** The server, as people read it. */
  address: string;
  /** How the connection to it is encrypted, as people read it. */
  encryption: string;
  makeJudge: JudgeMaker;
  /** Begins a chat. */
  open(listeners: ChatListeners): Chat;
  /** Tells the page, if there is one. */
  tell(message: ToPage): void;
  /** The time now, in RFC 3339. */
  now?: () => string;
}

export class Conversation {
  readonly #options: ConversationOptions;
  readonly #trust: Trust;
  #story = new Story();
  #translation: Translation;
  #chat: Chat;
  #hasEnded = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#translation = this.#newTranslation();
    this.#trust = new Trust(options.makeJudge, (fingerprint, standing) => {
      this.#tell({ type: "fingerprint", fingerprint, standing });
    });
    this.#chat = this.#newChat();
  }

  /** What a page that comes must be told first. */
  retold(): ToPage[] {
    const { address, encryption } = this.#options;
    return [{ type: "welcome", address, encryption }, ...this.#story.retold()];
  }

  /** Does what the person wants. */
  hear(message: FromPage): void {
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
        this.#tellPending(this.#chat.say(message.text), message);
        return;
      case "tell":
        this.#tellPending(this.#chat.tell(message.to, message.text), message);
        return;
      case "older":
        this.#chat.older();
        return;
      case "search":
        this.#translation.searchedFor(message.text);
        this.#chat.search(message.text);
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

  #newTranslation(): Translation {
    return new Translation(this.#options.now ?? (() => new Date().toISOString()));
  }

  #newChat(): Chat {
    const story = this.#story;
    return this.#options.open({
      judge: (fingerprint) => this.#trust.judge(fingerprint),
      // What an earlier chat tells late belongs to an earlier story: nobody hears it any more.
      on: (update) => {
        if (story === this.#story) this.#take(update);
      },
    });
  }

  /** Begins anew after an end; what was said may have been another user's. */
  #connectAgain(): void {
    if (!this.#hasEnded) return;
    this.#hasEnded = false;
    this.#story = new Story();
    this.#translation = this.#newTranslation();
    for (const told of this.retold()) this.#options.tell(told);
    this.#chat = this.#newChat();
  }

  #tell(message: ToPage): void {
    this.#story.note(message);
    this.#options.tell(message);
  }

  #tellPending(id: string, { text, ...other }: { text: string; to?: string }): void {
    const to = other.to === undefined ? {} : { to: other.to };
    this.#tell({ type: "pending", id, text, ...to });
  }

  #take(update: Update): void {
    if (update.type === "state") this.#hasEnded = update.state === "ended";
    const told = this.#translation.of(update);
    if (told !== undefined) this.#tell(told);
  }
}
