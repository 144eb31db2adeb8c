/** A member that fills the connection of another. */
import type { Channel } from "../../../labs/09-chat/connection/channel.ts";
import { MAX_TEXT_BYTES, RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import { sayTo } from "./our-chat.ts";

/** Together 1,000 messages a second, 2 MB of text. */
const STEP_MS = 20;
const MESSAGES_A_STEP = 20;
const LONG_TEXT = "x".repeat(MAX_TEXT_BYTES);

/** Writes long private messages to somebody at a steady pace, and sees when that one leaves. */
export class Filler {
  readonly #channel: Channel;
  #to = "";
  #sent = 0;
  #startedAt = 0;
  #onLeft: (afterMs: number) => void = () => {};

  constructor(channel: Channel) {
    this.#channel = channel;
    void readAll(channel, (events) => {
      if (!events.includes(`{"type":"left","name":"${this.#to}"}`)) return;
      this.#onLeft(performance.now() - this.#startedAt);
    });
  }

  /**
   * Fills this member's connection for as long as the deed lasts, whether the member is there or not.
   *
   * @param onLeft hears how long after the first message the member has left
   */
  async whileFilling<Result>(
    to: string,
    deed: () => Promise<Result>,
    onLeft: (afterMs: number) => void = () => {},
  ): Promise<Result> {
    this.#onLeft = onLeft;
    this.#to = to;
    this.#startedAt = performance.now();
    const filling = setInterval(() => this.#send(), STEP_MS);
    try {
      return await deed();
    } finally {
      clearInterval(filling);
    }
  }

  #send(): void {
    for (let count = 0; count < MESSAGES_A_STEP; count += 1) {
      this.#sent += 1;
      this.#channel.send(RECORD.CLIENT_TO_SERVER, sayTo(this.#to, String(this.#sent), LONG_TEXT));
    }
  }
}

/** Reads until the channel ends, however it ends. */
export async function readAll(channel: Channel, onEvents: (events: string) => void): Promise<void> {
  try {
    for (;;) {
      const record = await channel.next();
      if (record === undefined) return;
      if (record.type === RECORD.SERVER_TO_CLIENT) {
        onEvents(Buffer.from(record.body).toString());
      } else if (record.type === RECORD.PING) {
        channel.send(RECORD.PONG, "{}");
      }
    }
  } catch {
    // Cut: the caller sees what became of it.
  }
}
