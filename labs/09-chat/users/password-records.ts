/**
 * What accounts do with records of passwords besides checking them: what computes the hashes, the records
 * of users who do not exist, and old records made better.
 */

import { createHmac, randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import type { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { hashPassword, verifyPassword } from "../../../shared/auth/password-hash.ts";
import {
  type Cost,
  formatRecord,
  isUpToDate,
  type PasswordRecord,
  parseRecord,
  recordOfNobody,
} from "../../../shared/auth/password-record.ts";
import type { Log } from "../../../shared/logging/log.ts";
import type { User, UserStore } from "./user-store.ts";

/** What computes the hashes of passwords: a test can put another in its place, and count. */
export interface Hasher {
  /** Makes a record of a new password: one scrypt. */
  hash(password: string, cost: Cost): Promise<PasswordRecord>;
  /** Whether the password is the record's: one scrypt. */
  verify(password: string, record: PasswordRecord): Promise<boolean>;
}

/** That of lab 07. */
export const SCRYPT: Hasher = { hash: hashPassword, verify: verifyPassword };

/** How many records have this cost. */
interface Share {
  cost: Cost;
  records: number;
}

/**
 * The records of users who do not exist. Verifying a password against one takes as long as against a real
 * one. How long that is depends on the record: some were made when a hash cost less. If all unknown names
 * took today's time, the others would be known by it. So an unknown name gets the cost of one of the
 * stored records, always the same for the same name.
 */
export class Nobody {
  readonly #today: Cost;
  /** By the cost as text. */
  readonly #shares = new Map<string, Share>();
  #records = 0;
  /** Nobody outside can tell which name gets which cost. */
  readonly #secret = randomBytes(32);

  /**
   * @param records of the users there are; what is no record counts for nothing
   * @param today the cost of a new one, for when there are none
   */
  constructor(records: Iterable<string>, today: Cost) {
    this.#today = today;
    for (const record of records) this.add(record);
  }

  /** A record is stored. */
  add(record: string): void {
    this.#count(record, 1);
  }

  /** A record is stored in the place of another. */
  replace(before: string, after: string): void {
    this.#count(before, -1);
    this.#count(after, 1);
  }

  /** A record that no password fits. */
  recordFor(name: string): PasswordRecord {
    const digest = createHmac("sha256", this.#secret).update(canonicalName(name)).digest();
    let place = (digest.readUInt32BE() / 2 ** 32) * this.#records;
    for (const { cost, records } of this.#shares.values()) {
      place -= records;
      if (place < 0) return recordOfNobody(cost);
    }
    return recordOfNobody(this.#today);
  }

  #count(text: string, change: 1 | -1): void {
    const cost = parseRecord(text)?.cost;
    if (cost === undefined) return;
    const key = `${cost.ln} ${cost.r} ${cost.p}`;
    const share = this.#shares.get(key) ?? { cost, records: 0 };
    share.records += change;
    this.#shares.set(key, share);
    this.#records += change;
  }
}

/** What renewals need. */
export interface RenewalsOptions {
  /** Today's. */
  cost: Cost;
  gate: Pick<HashLimiter, "run">;
  hasher: Hasher;
  log: Log;
  /** Is told of a record that is stored in the place of another. */
  renewed(before: string, after: string): void;
}

/**
 * Old records made better: those that wrap an md5, and those that cost less than today's. It takes the
 * password, so it happens after a log-in, and nobody waits for it: the answer has cost one hash, like
 * everybody's.
 */
export class Renewals {
  readonly #options: RenewalsOptions;
  /** Those under way; they never reject. */
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: RenewalsOptions) {
    this.#options = options;
  }

  /**
   * Begins to make the user's record better, if it is an old one. When all are busy, or the disk does not
   * take it, the next log-in tries again.
   *
   * @param isWanted asked once the hash is there: the users may have changed meanwhile
   */
  begin(store: UserStore, user: User, password: string, isWanted: () => boolean): void {
    const record = parseRecord(user.password);
    if (record === undefined || isUpToDate(record, this.#options.cost)) return;
    const renewal = this.#renew(store, user, password, isWanted).catch((error: unknown) => {
      this.#options.log.error("record-not-renewed", { user: user.name, why: String(error) });
    });
    this.#underWay.add(renewal);
    void renewal.then(() => this.#underWay.delete(renewal));
  }

  /** Settles when none is under way any more. */
  async done(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #renew(
    store: UserStore,
    { name, password: before }: User,
    password: string,
    isWanted: () => boolean,
  ): Promise<void> {
    const { gate, cost, hasher, log, renewed } = this.#options;
    await setImmediate(); // the answer goes first
    const record = await gate.run(() => hasher.hash(password, cost), canonicalName(name));
    if (record === "busy" || !isWanted()) return;
    const after = formatRecord(record);
    await store.renew(name, after);
    renewed(before, after);
    log.info("record-renewed", { user: name });
  }
}
