/** Lab 09: the lab's own channel, FC1 or TLS, with each record opened as a client opens it. */
import type { Channel } from "../../../labs/09-chat/connection/channel.ts";
import { RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import { connectChannel, enter, PASSWORD, sayTo } from "./our-chat.ts";
import type { Ear, Member, Wire } from "./wire.ts";

export const OURS: Wire = {
  echoes: true,
  async join(target, number, ear) {
    const channel = await connectChannel(target);
    const entry = { name: `m${number}`, password: PASSWORD };
    await enter(channel, RECORD.REGISTER_CLIENT_, entry).catch(() =>
      // Known from an earlier round.
      enter(channel, RECORD.LOGIN_ATTEMPTING, entry),
    );
    return new ChatMember(channel, ear);
  },
};

class ChatMember implements Member {
  readonly #channel: Channel;
  readonly #ended: Promise<void>;
  #said = 0;
  #leaving = false;

  constructor(channel: Channel, ear: Ear) {
    this.#channel = channel;
    this.#ended = this.#listen(ear).catch((error) => {
      if (!this.#leaving) ear.broken(error);
    });
  }

  say(text: string): void {
    this.#said += 1;
    this.#channel.send(RECORD.CLIENT_TO_SERVER, sayTo(undefined, String(this.#said), text));
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    this.#channel.close();
    await this.#ended;
    this.#channel.destroy();
  }

  async #listen(ear: Ear): Promise<void> {
    for (;;) {
      const record = await this.#channel.next();
      if (record === undefined) break;
      if (record.type === RECORD.SERVER_TO_CLIENT) ear.hear(asBuffer(record.body));
      else if (record.type === RECORD.PING) this.#channel.send(RECORD.PONG, "{}");
    }
    if (!this.#leaving) throw new Error("the server closed a channel in use");
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
