/**
 * Who may compute a password hash now. A hash takes half a second of one core and 128 MiB: eight at
 * once make everybody wait for ten seconds, and a hundred take the machine down. So there are two
 * places, a short queue, and for whoever comes then the word "busy", which costs nothing.
 *
 *     log-ins  ─▶  ▢▢▢▢▢▢▢▢  ─▶  ▣▣  ─▶  answers
 *                  waiting       at work
 *           └──▶  "busy"
 *
 * Two are also few enough to leave half of Node's pool of four threads to the files.
 */

/** How many hashes are computed at a time. */
const PLACES = 2;

/** How many may wait: at half a second each and two at a time, the last one waits two seconds. */
const QUEUE_LENGTH = 8;

/** Work that waits for a place. */
interface Waiting {
  owner: string;
  /** Begins it. */
  enter(): void;
  /** Turns it away; undefined for what waits in any case. */
  refuse: (() => void) | undefined;
}

export class HashLimiter {
  readonly #places: number;
  readonly #queueLength: number;
  #isClosed = false;
  /** Whose work is being done; as often as there are pieces of it. */
  readonly #atWork: string[] = [];
  #waiting: Waiting[] = [];

  constructor({ places = PLACES, queueLength = QUEUE_LENGTH } = {}) {
    this.#places = places;
    this.#queueLength = queueLength;
  }

  /**
   * Runs the work as soon as a place is free, and returns its result; returns "busy" at once when all
   * places are taken and the queue is full. The queue is fair: an owner who has work waiting makes room
   * for one who has less of it, and of those who wait, one comes first who has nothing at work and
   * was not served just now.
   *
   * @param owner whose work it is
   * @throws what the work throws; its place is free again all the same
   */
  async run<Result>(work: () => Promise<Result>, owner = ""): Promise<Result | "busy"> {
    const isFull = this.#atWork.length >= this.#places && this.#waiting.length >= this.#queueLength;
    if (isFull && !this.#makeRoomFor(owner)) return "busy";
    if (!this.#enter(owner) && !(await this.#turn(owner, { inAnyCase: false }))) return "busy";
    return await this.#do(async () => (this.#isClosed ? "busy" : await work()), owner);
  }

  /** Whoever waits, or comes later, hears "busy": a program that stops begins nothing new. */
  close(): void {
    this.#isClosed = true;
  }

  /**
   * The same, but it waits its turn however long the queue is: for the program's own work, of which there
   * is never much at a time.
   */
  async runInAnyCase<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.#enter("")) await this.#turn("", { inAnyCase: true });
    return await this.#do(work, "");
  }

  async #do<Result>(work: () => Promise<Result>, owner: string): Promise<Result> {
    try {
      return await work();
    } finally {
      this.#giveOn(owner);
    }
  }

  /** Takes a place if one is free. */
  #enter(owner: string): boolean {
    const isFree = this.#atWork.length < this.#places;
    if (isFree) this.#atWork.push(owner);
    return isFree;
  }

  /** Waits for a place. False when this work must make room for another's. */
  #turn(owner: string, { inAnyCase }: { inAnyCase: boolean }): Promise<boolean> {
    return new Promise((resolve) => {
      const enter = () => {
        this.#atWork.push(owner);
        resolve(true);
      };
      this.#waiting.push({ owner, enter, refuse: inAnyCase ? undefined : () => resolve(false) });
    });
  }

  /** The place goes to one in the queue, without being free in between. */
  #giveOn(owner: string): void {
    this.#atWork.splice(this.#atWork.indexOf(owner), 1);
    const served = [owner, ...this.#atWork];
    const next =
      this.#waiting.find((waiting) => !served.includes(waiting.owner)) ?? this.#waiting[0];
    if (next === undefined) return;
    this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
    next.enter();
  }

  /** Turns away the newest work of whoever has the most waiting, if that is more than this owner will have. */
  #makeRoomFor(owner: string): boolean {
    const byOwner = Map.groupBy(
      this.#waiting.filter(({ refuse }) => refuse !== undefined),
      (waiting) => waiting.owner,
    );
    const most = [...byOwner.values()].reduce(
      (one, other) => (other.length > one.length ? other : one),
      [],
    );
    if (most.length <= (byOwner.get(owner)?.length ?? 0) + 1) return false;
    const last = most.at(-1);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== last);
    last?.refuse?.();
    return true;
  }
}
