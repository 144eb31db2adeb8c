/**
 * The records of users who do not exist. To verify a password against one takes as long as against a real
 * one. How long that is depends on the record: some were made when a hash cost less. If all unknown names
 * took today's time, the others would be known by it. So an unknown name gets the cost of one of the stored
 * records, always the same for the same name.
 */
import { createHmac, randomBytes } from "node:crypto";
import { keyOf } from "../../../shared/auth/name-key.ts";
import {
  type Cost,
  type PasswordRecord,
  parseRecord,
  recordOfNobody,
} from "../../../shared/auth/password-record.ts";

/** How many records have this cost. */
interface Share {
  cost: Cost;
  records: number;
}

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
    const digest = createHmac("sha256", this.#secret).update(keyOf(name)).digest();
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
