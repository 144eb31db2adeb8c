/** For tests: a whole chat in this process, and clients that do what the test says. */
import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import { logTo } from "../../../shared/logging/log.ts";
import { logLine } from "../../../shared/logging/log-line.ts";
import type { Address } from "../../../shared/net/address.ts";
import { connect } from "../../../shared/net/connect.ts";
import { shutdown, trackConnections } from "../../../shared/net/graceful-shutdown.ts";
import { listen } from "../../../shared/net/listen.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { openChannel } from "../a-channel/open-channel.ts";
import { Accounts } from "../b-accounts/accounts.ts";
import { Guesses } from "../b-accounts/guesses.ts";
import type { Answers } from "../c-room/answer-request.ts";
import { connectionHandler, type ServerOptions } from "../c-room/handle-connection.ts";
import { Room } from "../c-room/room.ts";
import type { Channel } from "../connection/channel.ts";
import { DedupCache, History } from "../d-delivery/history.ts";
import { answersFromHistory } from "../d-delivery/requests.ts";
import { type ChatEvent, parseEvents, type Request } from "../protocol/messages.ts";
import { type RawRecord, RECORD, type RecordType } from "../protocol/wire.ts";
import { openClientsCsv } from "../users/clients-csv.ts";
import type { UserStore } from "../users/user-store.ts";
import { acceptOptions, openOptions } from "./channels.ts";

/** Nothing is limited unless the test says so. */
const USUAL = {
  perUser: 1_000,
  logInMs: 60_000,
  pingMs: 60_000,
  pongMs: 60_000,
  slowBytes: 65_536,
  slowMs: 10_000,
  queueBytes: 262_144,
  perAddress: 8,
  newPerAddress: 30,
  limitLoopback: false,
  burst: 1_000_000,
  perSecond: 1_000_000,
};

const PASSWORD = "correct horse battery";

export interface TestChat {
  address: Address;
  context: ServerOptions;
  history: History;
  /** Where its users are kept. */
  users: UserStore;
  /** What the log has been told, without the times. */
  log: string[];
  /** Begins the stop; settles when it is over. */
  stop(): Promise<void>;
}

/** A chat that ends with the test. */
export async function startChat(
  changes: Partial<ServerOptions> & {
    folder?: string;
    /** What it answers, when it keeps no history. */
    answers?: (chat: { room: Room; accounts: Accounts }) => Answers;
  } = {},
): Promise<TestChat> {
  const lines: string[] = [];
  const log = logTo((level, event, fields) => {
    lines.push(
      logLine(new Date(0), level, event, fields).slice("1970-01-01T00:00:00.000Z ".length),
    );
  });
  const folder = changes.folder ?? temporaryFolder();
  const history = await History.open(folder, () => {});
  const users = await openClientsCsv(folder, log);
  const accounts = new Accounts(users, {
    cost: { ln: 4, r: 8, p: 1 },
    gate: new HashLimiter({ queueLength: 100 }),
    guesses: new Guesses({
      accountAttempts: 5,
      addressAttempts: 1_000,
      firstDelayMs: 60_000,
      maxDelayMs: 60_000,
    }),
    sessions: new SessionTokens({ idleMs: 60_000, sessionMaxMs: 60_000 }),
    log,
  });
  const stopping = new AbortController();
  const room = new Room(history.last);
  const context: ServerOptions = {
    ...(await acceptOptions()),
    ...USUAL,
    ...(changes.answers?.({ room, accounts }) ??
      answersFromHistory({ room, history, accounts, passedOn: new DedupCache() })),
    accounts,
    room,
    stopping: stopping.signal,
    ...changes,
  };
  const server = createServer({ allowHalfOpen: true });
  const underWay = trackConnections(server, connectionHandler(context, log));
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      stopping.abort();
      await shutdown(server, underWay);
      await accounts.close();
      await history.close();
    })();
    return stopped;
  };
  onTestFinished(stop);
  return { address, context, history, users, log: lines, stop };
}

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
