/**
 * A chat as a check plays it: a server, and the users that the check sends there. Names are new ones in
 * every check, so what others have left behind in a shared server's room can be told from one's own.
 */
import type { CheckContext, RunningServer } from "../../core/check-context.ts";
import { newName, newPassword, type User } from "../users.ts";
import { doHandshake, type HandshakeOptions } from "./do-handshake.ts";
import { FakeMember } from "./fake-member.ts";
import type { RecordConnection } from "./record-connection.ts";
import { fieldOf, type RecordName } from "./records.ts";

const PATIENT = ["--handshake-ms", "600000", "--frame-ms", "600000"];
const CHEAP_LOG_IN = [
  ...["--scrypt-ln", "10", "--address-attempts", "100000"],
  ...["--log-in-ms", "600000"],
];
const MANY_REQUESTS = ["--burst", "100000", "--per-second", "100000"];

/**
 * A hash so cheap that checks are quick, and limits that a check meets only if it means to, however slow
 * the machine; for the server of a part of the lab those that it has.
 */
export function quickFlags({ lab = "" }: CheckContext): readonly string[] {
  if (lab.endsWith("/a-channel")) return PATIENT;
  if (lab.endsWith("/b-accounts")) return [...PATIENT, ...CHEAP_LOG_IN];
  return [...PATIENT, ...CHEAP_LOG_IN, ...MANY_REQUESTS];
}

export class ChatFixture {
  readonly context: CheckContext;
  readonly server: RunningServer;
  readonly #tls: boolean;
  /** Names of the users of this check. */
  readonly #cast = new Set<string>();

  constructor(
    context: CheckContext,
    server: RunningServer,
    { tls = false }: { tls?: boolean } = {},
  ) {
    this.context = context;
    this.server = server;
    this.#tls = tls;
  }

  /** At the server that the checks of a grading share. */
  static async shared(context: CheckContext): Promise<ChatFixture> {
    return new ChatFixture(context, await context.server(...quickFlags(context)));
  }

  /** At a server of this check's own. */
  static async own(context: CheckContext, ...flags: string[]): Promise<ChatFixture> {
    const tls = flags.includes("--tls");
    return new ChatFixture(context, await context.ownServer(...quickFlags(context), ...flags), {
      tls,
    });
  }

  /** The same users at another server, such as one that was started anew. */
  movedTo(server: RunningServer): ChatFixture {
    const next = new ChatFixture(this.context, server, { tls: this.#tls });
    for (const name of this.#cast) next.#cast.add(name);
    return next;
  }

  /** Connects and does the handshake. */
  call(voice?: string, options: HandshakeOptions = {}): Promise<RecordConnection> {
    return doHandshake(this.context, this.server, voice, { tls: this.#tls, ...options });
  }

  /** Somebody whom the server does not know yet. */
  newUser({ name = newName(this.context) }: { name?: string } = {}): User {
    this.#cast.add(name);
    return { name, password: newPassword(this.context) };
  }

  /** A new user, who registers and so is in the room. */
  async joins(
    voice: string,
    user = this.newUser(),
    options?: HandshakeOptions,
  ): Promise<FakeMember> {
    return await this.#enters(voice, "REGISTER_CLIENT_", user, options);
  }

  /** A user whom the server knows, who logs in with the password. */
  async logsIn(
    voice: string,
    user: User,
    more: { after?: number } = {},
    cause?: string,
  ): Promise<FakeMember> {
    return await this.#enters(voice, "LOGIN_ATTEMPTING", { ...user, ...more }, {}, cause);
  }

  /** A new user who registers, and leaves at once: known to the server, and not there. */
  async knownUser(): Promise<User> {
    const user = this.newUser();
    const connection = await this.call("client that registers");
    connection.send("REGISTER_CLIENT_", user);
    await connection.expect("LOGIN_ACCEPTED", {
      what: `the answer to the registration of ${user.name}`,
    });
    connection.peer.close();
    return user;
  }

  /** Whether an event is about the users of this check, or about nobody. */
  concerns(event: unknown): boolean {
    const names = ["name", "from"].flatMap((field) => fieldOf(event, field) ?? []);
    return names.every((name) => this.#cast.has(String(name)));
  }

  async #enters(
    voice: string,
    record: RecordName,
    credentials: User & { after?: number },
    options?: HandshakeOptions,
    cause?: string,
  ): Promise<FakeMember> {
    const connection = await this.call(voice, options);
    connection.send(record, credentials);
    const { json } = await connection.expect("LOGIN_ACCEPTED", {
      what: `the answer to ${record} of ${credentials.name}`,
      cause,
    });
    return new FakeMember(this, connection, credentials, json);
  }
}
