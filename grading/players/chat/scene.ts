/**
 * A chat as a check plays it: a server, and the users that the check sends there. Names are new ones in
 * every check, so what others have left behind in a shared server's room can be told from one's own.
 */
import type { RunningServer, Stage } from "../../core/stage.ts";
import { newName, newPassword, type User } from "../users.ts";
import { type CallOptions, call } from "./call.ts";
import { Guest } from "./guest.ts";
import type { Line } from "./line.ts";
import { fieldOf, type RecordName } from "./records.ts";

/**
 * A hash so cheap that checks are quick, and limits that a check meets only if it means to, however slow
 * the machine.
 */
export const QUICK = [
  ...["--scrypt-ln", "10", "--address-attempts", "100000"],
  ...["--burst", "100000", "--per-second", "100000"],
  ...["--handshake-ms", "600000", "--frame-ms", "600000", "--log-in-ms", "600000"],
];

export class Scene {
  readonly stage: Stage;
  readonly server: RunningServer;
  readonly #tls: boolean;
  /** Names of the users of this check. */
  readonly #cast = new Set<string>();

  constructor(stage: Stage, server: RunningServer, { tls = false }: { tls?: boolean } = {}) {
    this.stage = stage;
    this.server = server;
    this.#tls = tls;
  }

  /** At the server that the checks of a grading share. */
  static async shared(stage: Stage): Promise<Scene> {
    return new Scene(stage, await stage.server(...QUICK));
  }

  /** At a server of this check's own. */
  static async own(stage: Stage, ...flags: string[]): Promise<Scene> {
    const tls = flags.includes("--tls");
    return new Scene(stage, await stage.ownServer(...QUICK, ...flags), { tls });
  }

  /** The same users at another server, such as one that was started anew. */
  movedTo(server: RunningServer): Scene {
    const next = new Scene(this.stage, server, { tls: this.#tls });
    for (const name of this.#cast) next.#cast.add(name);
    return next;
  }

  /** Connects and does the handshake. */
  call(voice?: string, options: CallOptions = {}): Promise<Line> {
    return call(this.stage, this.server, voice, { tls: this.#tls, ...options });
  }

  /** Somebody whom the server does not know yet. */
  newUser({ name = newName(this.stage) }: { name?: string } = {}): User {
    this.#cast.add(name);
    return { name, password: newPassword(this.stage) };
  }

  /** A new user, who registers and so is in the room. */
  async joins(voice: string, user = this.newUser(), options?: CallOptions): Promise<Guest> {
    return await this.#enters(voice, "REGISTER_CLIENT_", user, options);
  }

  /** A user whom the server knows, who logs in with the password. */
  async logsIn(
    voice: string,
    user: User,
    more: { after?: number } = {},
    cause?: string,
  ): Promise<Guest> {
    return await this.#enters(voice, "LOGIN_ATTEMPTING", { ...user, ...more }, {}, cause);
  }

  /** A new user who registers, and leaves at once: known to the server, and not there. */
  async knownUser(): Promise<User> {
    const user = this.newUser();
    const line = await this.call("client that registers");
    line.send("REGISTER_CLIENT_", user);
    await line.expect("LOGIN_ACCEPTED", { what: `the answer to the registration of ${user.name}` });
    line.peer.close();
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
    options?: CallOptions,
    cause?: string,
  ): Promise<Guest> {
    const line = await this.call(voice, options);
    line.send(record, credentials);
    const { json } = await line.expect("LOGIN_ACCEPTED", {
      what: `the answer to ${record} of ${credentials.name}`,
      cause,
    });
    return new Guest(this, line, credentials, json);
  }
}
