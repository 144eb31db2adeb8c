/**
 * What a person says, until the server has acknowledged it: over as many connections as it takes. It
 * knows nothing of sockets.
 */
import { randomBytes } from "node:crypto";
import type { Request } from "../protocol/messages.ts";
import { OwnPrivates } from "./own-privates.ts";
import { type Said, Unacknowledged } from "./unacknowledged.ts";
import type { Update } from "./updates.ts";

/** 16 letters of base64url: nobody finds the same twice. */
const ID_BYTES = 12;

type Send = (request: Request) => void;

export class Outgoing {
  readonly #tell: (update: Update) => void;
  readonly #unacknowledged = new Unacknowledged();
  readonly #ownPrivates = new OwnPrivates();
  /** Undefined when nothing can be sent. */
  #send: Send | undefined;
  #waiters: { most: number; resolve: () => void }[] = [];

  constructor(tell: (update: Update) => void) {
    this.#tell = tell;
  }

  /** How many messages are not acknowledged. */
  get unacknowledged(): number {
    return this.#unacknowledged.size;
  }

  /** Says something to all. Returns the id under which it will be acknowledged or refused. */
  say(text: string): string {
    return this.#add({ type: "say", id: newId(), text });
  }

  /** Says something to one. */
  tell(to: string, text: string): string {
    return this.#add({ type: "private", id: newId(), to, text });
  }

  /** From now on this sends: first what is not acknowledged yet. */
  begin(send: Send): void {
    this.#send = send;
    this.#sendDue();
  }

  connectionLost(): void {
    if (this.#send === undefined) return; // nothing was sent on it
    this.#send = undefined;
    this.#unacknowledged.connectionLost();
  }

  /** The server has taken the message of this id. `name` is who has said it. */
  accepted(id: string, name: string): void {
    const said = this.#unacknowledged.settle(id);
    if (said === undefined) return;
    const unseen = this.#ownPrivates.accepted(said);
    if (unseen !== undefined) {
      const { to, text } = unseen;
      const time = new Date().toISOString();
      this.#tell({ type: "event", event: { type: "private", time, from: name, to, text } });
    }
    this.#tell({ type: "acknowledged", id });
    this.#goOn();
  }

  /** The server will not take the message of this id, ever. */
  refused(id: string): void {
    if (this.#unacknowledged.settle(id) !== undefined) this.#goOn();
  }

  /** The server has shown a private message of this user. */
  showed(text: string): void {
    this.#ownPrivates.shown(text);
  }

  /** Resolves when no more than so many messages are unacknowledged. */
  async unacknowledgedAtMost(most: number): Promise<void> {
    if (this.#unacknowledged.size <= most) return;
    await new Promise<void>((resolve) => this.#waiters.push({ most, resolve }));
  }

  #add(said: Said): string {
    this.#unacknowledged.add(said);
    this.#sendDue();
    return said.id;
  }

  /** There is room for the next ones. */
  #goOn(): void {
    this.#sendDue();
    const { size } = this.#unacknowledged;
    for (const { most, resolve } of this.#waiters) if (size <= most) resolve();
    this.#waiters = this.#waiters.filter(({ most }) => size > most);
  }

  #sendDue(): void {
    if (this.#send === undefined) return;
    for (const said of this.#unacknowledged.takeDue()) {
      this.#ownPrivates.sent(said);
      this.#send(said);
      this.#tell({ type: "sent", id: said.id });
    }
  }
}

function newId(): string {
  return randomBytes(ID_BYTES).toString("base64url");
}
