/**
 * Who may come in. The order of the questions is that of lab 07:
 *
 *     is it a name, a password?  ─▶  is the throttle open?  ─▶  is a place for a hash free?  ─▶  one hash
 *
 * Exactly one, whatever is true: a stranger who measures the time of the answer must not learn whether
 * there is such a user. Where the users are kept, the store knows.
 */

import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import type { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import { parsePassword } from "../../../shared/auth/parse-password.ts";
import { type Cost, formatRecord, parseRecord } from "../../../shared/auth/password-record.ts";
import type { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import { TakenLooks } from "../../../shared/auth/taken-looks.ts";
import { valid } from "../../../shared/config/result.ts";
import type { Log } from "../../../shared/logging/log.ts";
import type { Answer, LoginRequest } from "../protocol/messages.ts";
import { accountName, parseMemberName, shownName } from "../users/member-name.ts";
import { type Hasher, Nobody, Renewals, SCRYPT } from "../users/password-records.ts";
import type { User, UserStore } from "../users/user-store.ts";
import type { Guess, Guesses } from "./guesses.ts";

/** What accounts need. */
export interface AccountsOptions {
  /** What a new record costs. */
  cost: Cost;
  /** Every hash goes through it. */
  gate: Pick<HashLimiter, "run">;
  guesses: Guesses;
  sessions: SessionTokens;
  log: Log;
  hasher?: Hasher;
}

/** The answer to a login request; `last` is still missing in it, which the room knows. */
export type LoginAnswer =
  | Exclude<Answer, { type: "accepted" }>
  | Omit<Extract<Answer, { type: "accepted" }>, "last">;

/** Who wants to come in. */
export interface LoginClient {
  /** Its address, without the port. */
  host: string;
  log: Log;
}

/** When all places for a hash are taken: by then the queue is through, at half a second for each of two. */
const BUSY_MS = 2_000;

/** Somebody's attempt to come in, that has been counted. */
interface Try extends Guess {
  password: string;
  /** The era of the users among whom it looks. */
  era: number;
  client: LoginClient;
}

/** What a log-in has found. */
type Found = User | "busy" | "no-such-user" | "wrong-password";

export class Accounts {
  readonly #options: AccountsOptions;
  readonly #hasher: Hasher;
  readonly #renewals: Renewals;
  /** Stands in for users who do not exist. */
  #nobody: Nobody;
  #store: UserStore;
  /** Of all names in the store, and of those that are on their way into it. */
  #looks: TakenLooks;
  /** Grows when the users change altogether: who was found among the old ones must not come in any more. */
  #era = 0;

  constructor(store: UserStore, options: AccountsOptions) {
    this.#store = store;
    this.#looks = looksIn(store);
    this.#options = options;
    this.#hasher = options.hasher ?? SCRYPT;
    this.#renewals = new Renewals({
      ...options,
      hasher: this.#hasher,
      renewed: (before, after) => this.#nobody.replace(before, after),
    });
    this.#nobody = nobodyIn(store, options.cost);
  }

  /** Where the users are kept, who and how many they are. */
  get users(): Pick<UserStore, "name" | "size" | "list"> {
    return this.#store;
  }

  /**
   * Answers a login request.
   *
   * @throws the system's error when a new account cannot be stored
   */
  async enter(request: LoginRequest, client: LoginClient): Promise<LoginAnswer> {
    if (request.type === "resume") return this.#resume(request.token, client);
    const isNew = request.type === "register";
    // Name and password of an old user may be such as would not be taken today.
    const name = isNew ? parseMemberName(request.name) : parseName(request.name);
    if (!name.ok) return { type: "refused", reason: `bad name: ${name.reason}` };
    const password = isNew ? parsePassword(request.password) : valid(request.password);
    if (!password.ok) return { type: "refused", reason: `bad password: ${password.reason}` };
    const guess = { address: client.host, name: name.value, isNew };
    const waitMs = this.#options.guesses.begin(guess);
    if (waitMs > 0) return tooMany(waitMs, client);
    const counted = { ...guess, password: password.value, era: this.#era, client };
    return isNew ? await this.#register(counted) : await this.#logIn(counted);
  }

  /** Whether the session of this token goes on; that counts as a use of it. */
  keepAlive(token: string): boolean {
    return this.#options.sessions.userOf(token) !== undefined;
  }

  /** Ends the session of this token. */
  logOut(token: string): void {
    this.#options.sessions.close(token);
  }

  /**
   * Ends all sessions of this user: whoever was thrown out comes back with the password only. The name is that
   * of the account, or the one that others are shown. Returns the name that others are shown.
   */
  revoke(user: string): string {
    const name = accountName(user);
    const shown = shownName(this.#store.find(name)?.name ?? name);
    this.#options.sessions.closeAllOf(shown);
    return shown;
  }

  /** Goes on with these users. All sessions end; the old store is closed when its work is done. */
  async use(store: UserStore): Promise<void> {
    const old = this.#store;
    this.#store = store;
    this.#endAll();
    this.#looks = looksIn(store);
    this.#nobody = nobodyIn(store, this.#options.cost);
    await this.#renewals.done();
    await old.close();
  }

  /** Forgets everybody, and ends all sessions. Returns how many users there were, when that is on disk. */
  async clear(): Promise<number> {
    const users = await this.#store.clear();
    this.#endAll();
    this.#looks = looksIn(this.#store);
    this.#options.log.warn("file-cleared", { file: this.#store.name, users });
    return users;
  }

  /** Returns when everything is on disk. */
  async close(): Promise<void> {
    await this.#renewals.done();
    await this.#store.close();
  }

  #resume(token: string, { log }: LoginClient): LoginAnswer {
    const user = this.#options.sessions.userOf(token);
    if (user === undefined) return { type: "session-ended" };
    log.info("resumed", { user });
    return { type: "accepted", name: user, token };
  }

  async #register(attempt: Try): Promise<LoginAnswer> {
    const { name, password, era, client } = attempt;
    const { gate, cost } = this.#options;
    // Before anybody looks whether the name is taken: one hash here, too, in every case.
    const record = await gate.run(() => this.#hasher.hash(password, cost), canonicalName(name));
    if (record === "busy") return this.#busy(attempt);
    if (era !== this.#era) return changed(client);
    const registered = new Date().toISOString();
    const user = { name, password: formatRecord(record), address: client.host, registered };
    if (!(await this.#add(user))) {
      client.log.warn("register-refused", { why: "taken", user: name });
      return { type: "taken" };
    }
    return this.#welcome(attempt, user, "registered");
  }

  async #logIn(attempt: Try): Promise<LoginAnswer> {
    const { name, password, client } = attempt;
    const found = await this.#lookUp(name, password);
    if (found === "busy") return this.#busy(attempt);
    if (typeof found === "string") {
      // Of an unknown name nothing is noted: now and then somebody types the password there.
      const user = found === "wrong-password" ? name : undefined;
      client.log.warn("log-in-refused", { why: found, user });
      return { type: "wrong" };
    }
    return this.#welcome(attempt, found, "log-in");
  }

  /**
   * Whose password this is; else why nobody comes in. Whether there is such a user or not, and whatever
   * stands in the record: it costs one hash, which goes through the gate.
   *
   * @exercise 09b.1 Find the user in the store; through the gate verify the password once, against the user's record, or that of nobody when there is none that can be read; tell busy, no-such-user and wrong-password apart.
   */
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    const record = parseRecord(user?.password ?? "") ?? this.#nobody.recordFor(name);
    const verify = () => this.#hasher.verify(password, record);
    const fits = await this.#options.gate.run(verify, canonicalName(name));
    if (fits === "busy") return "busy";
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }

  /** False when the name, or one that looks like it, is taken. */
  async #add(user: User): Promise<boolean> {
    const looks = this.#looks;
    if (!looks.take(user.name)) return false;
    let isAdded = false;
    try {
      isAdded = await this.#store.add(user);
      if (isAdded) this.#nobody.add(user.password);
      return isAdded;
    } finally {
      if (!isAdded) looks.giveBack(user.name);
    }
  }

  #welcome(attempt: Try, user: User, event: "registered" | "log-in"): LoginAnswer {
    const { era, password, client } = attempt;
    if (era !== this.#era) return changed(client);
    const { guesses, sessions } = this.#options;
    guesses.wasRight(attempt);
    client.log.info(event, { user: user.name });
    this.#renewals.begin(this.#store, user, password, () => era === this.#era);
    const name = shownName(user.name);
    return { type: "accepted", name, token: sessions.open(name) };
  }

  #busy(attempt: Try): LoginAnswer {
    this.#options.guesses.wasNotMade(attempt);
    return busy(attempt.client);
  }

  #endAll(): void {
    this.#era++;
    this.#options.sessions.closeAll();
  }
}

function looksIn(store: UserStore): TakenLooks {
  return new TakenLooks(store.list().map(({ name }) => name));
}

function nobodyIn(store: UserStore, today: Cost): Nobody {
  return new Nobody(
    store.list().map(({ password }) => password),
    today,
  );
}

/** The throttle is closed. */
function tooMany(waitMs: number, { log }: LoginClient): LoginAnswer {
  const retryAfterMs = Math.ceil(waitMs);
  log.warn("log-in-refused", { why: "too-many-attempts", retryAfterMs });
  const seconds = Math.ceil(waitMs / 1_000);
  return { type: "refused", reason: `too many attempts; try again in ${seconds} s`, retryAfterMs };
}

/** All places for a hash are taken. */
function busy({ log }: LoginClient): LoginAnswer {
  log.warn("log-in-refused", { why: "busy" });
  return { type: "refused", reason: "busy; try again later", retryAfterMs: BUSY_MS };
}

/** The operator has put other users in the place of those among whom this one was looked up. */
function changed({ log }: LoginClient): LoginAnswer {
  log.warn("log-in-refused", { why: "users-changed" });
  return { type: "refused", reason: "the users have changed meanwhile; try again" };
}
