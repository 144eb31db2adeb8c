/** For tests: a client that does what the test says. */
import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import { connect } from "../../../shared/net/connect.ts";
import { openChannel } from "../a-channel/open-channel.ts";
import type { Channel } from "../connection/channel.ts";
import type { ChatEvent, Request } from "../protocol/messages.ts";
import { parseEvents } from "../protocol/parse.ts";
import { type RawRecord, RECORD, type RecordType } from "../protocol/wire.ts";
import { openOptions } from "./channels.ts";
import type { TestChat } from "./test-chat.ts";

const PASSWORD = "correct horse battery";

/** A client without a will of its own. */
export class TestClient {
  readonly socket: Socket;
  readonly channel: Channel;
  readonly #events: ChatEvent[] = [];
  /** Of the session, when it has logged in. */
  token = "";

  constructor(socket: Socket, channel: Channel) {
    this.socket = socket;
    this.channel = channel;
  }

  static async connect({ address, context }: TestChat): Promise<TestClient> {
    const socket = await connect(address);
    onTestFinished(() => void socket.destroy());
    return new TestClient(socket, await openChannel(socket, openOptions({ tls: context.tls })));
  }

  /** Connects, registers, and goes in. What it is told first is still to be read. */
  static async join(chat: TestChat, name: string): Promise<TestClient> {
    const client = await TestClient.connect(chat);
    const answer = await client.ask(RECORD.REGISTER_CLIENT_, { name, password: PASSWORD });
    client.#accept(answer);
    return client;
  }

  /** Comes with the password of {@link join}. */
  static async logIn(chat: TestChat, name: string, after?: number): Promise<TestClient> {
    const client = await TestClient.connect(chat);
    const content = { name, password: PASSWORD, ...(after !== undefined && { after }) };
    client.#accept(await client.ask(RECORD.LOGIN_ATTEMPTING, content));
    return client;
  }

  send(type: RecordType, content: object = {}): void {
    this.channel.send(type, JSON.stringify(content));
  }

  request(request: Request): void {
    this.send(RECORD.CLIENT_TO_SERVER, request);
  }

  say(id: string, text = id): void {
    this.request({ type: "say", id, text });
  }

  /** The next record, whatever it is; undefined after the server's CLOSE. */
  next(): Promise<RawRecord | undefined> {
    return this.channel.next();
  }

  /** Sends an entry, and returns the answer: its type, and what is in it. */
  async ask(
    type: RecordType,
    content: object,
  ): Promise<{ type: number } & Record<string, unknown>> {
    this.send(type, content);
    const record = await this.next();
    if (record === undefined) throw new Error("the server has said CLOSE");
    return { ...JSON.parse(Buffer.from(record.body).toString()), type: record.type };
  }

  /** The next event; undefined after the server's CLOSE. */
  async event(): Promise<ChatEvent | undefined> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return event;
      const record = await this.next();
      if (record === undefined) return undefined;
      if (record.type === RECORD.SERVER_TO_CLIENT) this.#events.push(...parseEvents(record.body));
    }
  }

  /** All events up to the first that the test waits for, with that one. */
  async until(isWanted: (event: ChatEvent) => boolean): Promise<ChatEvent[]> {
    const events: ChatEvent[] = [];
    for (;;) {
      const event = await this.event();
      if (event === undefined) throw new Error(`CLOSE after ${JSON.stringify(events)}`);
      events.push(event);
      if (isWanted(event)) return events;
    }
  }

  /** Reads up to the CLOSE, and returns what it says. */
  async closing(): Promise<unknown> {
    while ((await this.event()) !== undefined);
    return this.channel.lastWord;
  }

  #accept(answer: { type: number } & Record<string, unknown>): void {
    if (answer.type !== RECORD.LOGIN_ACCEPTED) throw new Error(`not in: ${JSON.stringify(answer)}`);
    this.token = String(answer.token);
  }
}

/** The end of what a newcomer is told first. */
export function isPage(event: ChatEvent): boolean {
  return event.type === "page";
}
