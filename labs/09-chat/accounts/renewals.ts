/**
 * Old records made better: those that wrap an md5, and those that cost less than today's. It takes the
 * password, so it happens behind a log-in, and nobody waits for it: the answer has cost one hash, like
 * everybody's.
 */
import { setImmediate } from "node:timers/promises";
import type { HashGate } from "../../../shared/auth/hash-gate.ts";
import { keyOf } from "../../../shared/auth/name-key.ts";
import {
  type Cost,
  formatRecord,
  isUpToDate,
  parseRecord,
} from "../../../shared/auth/password-record.ts";
import type { Log } from "../../../shared/logging/log.ts";
import type { Hasher } from "./hasher.ts";
import type { User, UserStore } from "./user-store.ts";

/** What renewals need. */
export interface RenewalsOptions {
  /** Today's. */
  cost: Cost;
  gate: Pick<HashGate, "run">;
  hasher: Hasher;
  log: Log;
  /** Is told of a record that is stored in the place of another. */
  renewed(before: string, after: string): void;
}

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
    const record = await gate.run(() => hasher.hash(password, cost), keyOf(name));
    if (record === "busy" || !isWanted()) return;
    const after = formatRecord(record);
    await store.renew(name, after);
    renewed(before, after);
    log.info("record-renewed", { user: name });
  }
}
