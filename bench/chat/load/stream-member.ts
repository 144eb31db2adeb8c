/** What members of plain streams have in common: a socket, a greeting to get through, then texts. */
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { withDeadline } from "../../deadline.ts";
import type { TargetAddress } from "./job.ts";
import type { Ear, Member } from "./wire.ts";

const STEP_MS = 20_000;
const LEAVE_MS = 5_000;

export class StreamMember implements Member {
  readonly #socket: Socket;
  readonly #encode: (text: string) => string | Uint8Array;
  readonly #ear: Ear;
  readonly #closed = Promise.withResolvers<void>();
  /** What has come since the last step of the greeting. */
  #heard = "";
  #look: () => void = () => {};
  #isIn = false;
  #leaving = false;

  /** @param encode a text as the bytes that say it to the room */
  constructor(
    { port, tls }: TargetAddress,
    encode: (text: string) => string | Uint8Array,
    ear: Ear,
  ) {
    this.#encode = encode;
    this.#ear = ear;
    const address = { host: "127.0.0.1", port };
    this.#socket = tls
      ? connectTls({ ...address, rejectUnauthorized: false })
      : connect({ ...address });
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#socket.on("error", (error) => this.#fail(error.message));
    this.#socket.on("close", () => {
      this.#closed.resolve();
      if (!this.#leaving) this.#fail("the server closed a connection in use");
    });
  }

  /** Sends a step of the greeting; resolves once one of the words has come. */
  async step(words: readonly string[], send: string | Uint8Array = ""): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#look = () => {
      if (words.some((word) => this.#heard.includes(word))) resolve(this.#heard);
    };
    if (send.length > 0) this.#socket.write(send);
    this.#look();
    const heard = await withDeadline(promise, STEP_MS, `the answer ${words.join(" or ")}`);
    this.#look = () => {};
    this.#heard = "";
    return heard;
  }

  /** The greeting is over: from now on all that comes goes to the ear. */
  begin(): this {
    this.#isIn = true;
    return this;
  }

  say(text: string): void {
    this.#socket.write(this.#encode(text));
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    this.#socket.end();
    await withDeadline(this.#closed.promise, LEAVE_MS, "leaving").catch(() => {});
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    if (this.#isIn) {
      this.#ear.hear(chunk);
      return;
    }
    this.#heard += chunk.toString("latin1");
    this.#look();
  }

  #fail(cause: string): void {
    if (!this.#leaving) this.#ear.broken(new Error(cause));
    this.#socket.destroy();
  }
}
