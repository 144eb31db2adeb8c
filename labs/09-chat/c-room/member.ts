/**
 * A member of the room: one connection of a user, and what waits for it. Nobody waits for a member: whatever
 * it is told only goes into its outbox.
 */

import type { ClientConnection } from "../connection/client-connection.ts";
import type { Closing } from "../protocol/messages.ts";
import { RECORD } from "../protocol/wire.ts";
import { Outbox, type OutboxLimits, type WrittenEvent } from "./outbox.ts";

export class Member {
  /** As the user has registered it. */
  readonly name: string;
  /** Of the session that it belongs to. */
  readonly token: string;
  readonly #connection: ClientConnection;
  readonly #limits: OutboxLimits;
  readonly #outbox: Outbox;
  /** Whether what waits is sent at the end of this tick. */
  #isDue = false;
  /** Whether the connection wants no more for now. */
  #isBlocked = false;
  /** Whether it is told nothing any more. */
  #isShut = false;
  /** Ends the wait of {@link caughtUp}. */
  #wake: (() => void) | undefined;

  constructor(
    { name, token }: { name: string; token: string },
    connection: ClientConnection,
    limits: OutboxLimits,
  ) {
    this.name = name;
    this.token = token;
    this.#connection = connection;
    this.#limits = limits;
    this.#outbox = new Outbox({
      limits,
      unsentBytes: () => (this.#isBlocked ? connection.channel.waitingBytes : 0),
      tooSlow: () => this.#drop(),
    });
  }

  /** Tells it an event, after all that it was told before. Returns at once, and never throws. */
  tell(event: WrittenEvent): void {
    if (this.#isShut) return;
    this.#outbox.add(event);
    if (this.#isDue) return;
    this.#isDue = true;
    // What comes in the same tick leaves together.
    setImmediate(() => this.#sendDue());
  }

  /** Sends it away. */
  end(why: string, closing: Closing): void {
    this.#connection.end(why, closing);
  }

  /** Resolves when not much waits for it any more. */
  async caughtUp(): Promise<void> {
    while (this.#outbox.bytes > this.#limits.slowBytes) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Sends what is left, wanted or not, and is told nothing any more. */
  close(): void {
    this.#outbox.close();
    this.#isBlocked = false;
    while (!this.#isShut && this.#sendRecord());
    this.#isShut = true;
  }

  #sendDue(): void {
    this.#isDue = false;
    try {
      while (!this.#isBlocked && this.#sendRecord());
      this.#outbox.check();
      this.#wake?.();
    } catch (error) {
      this.#connection.fail(error);
    }
  }

  /** Sends as much as one record holds; false when nothing is left. */
  #sendRecord(): boolean {
    const { channel } = this.#connection;
    const events = channel.closed ? undefined : this.#outbox.take();
    if (events === undefined) return false;
    const wantsMore = channel.send(RECORD.SERVER_TO_CLIENT, events);
    if (!wantsMore) this.#waitForDrain();
    return true;
  }

  #waitForDrain(): void {
    this.#isBlocked = true;
    void this.#connection.channel.drained().then(() => {
      this.#isBlocked = false;
      this.#sendDue();
    });
  }

  #drop(): void {
    this.#isShut = true;
    this.#outbox.clear();
    this.end("slow", {
      reason: "your client reads too slowly, and too much was waiting for it",
      again: true,
    });
  }
}
