/**
 * The members of one room: they come, go, and talk in runs.
 *
 * A run is a closed circle: a sender says the next text when one of his has reached everybody. So a
 * server is driven as fast as it can go, and never buried under more than was agreed.
 */
import { cpuSeconds } from "../../../grading/core/kernel.ts";
import type { Pattern } from "../patterns.ts";
import { Deliveries } from "./deliveries.ts";
import type { RunResult, TargetAddress } from "./job.ts";
import { textOf } from "./text.ts";
import { TextScanner } from "./text-scanner.ts";
import type { Member, Wire } from "./wire.ts";

/** So many come in or leave at the same time: a room is entered through a door, not by storm. */
const AT_ONCE = 8;
/** A room in which nothing arrives for so long has come to a stand. */
const STALL_MS = 10_000;

export class Crowd {
  readonly #target: TargetAddress;
  readonly #wire: Wire;
  readonly #members: Member[] = [];
  readonly #broken = Promise.withResolvers<never>();
  #onText: (member: number, sender: number, sequence: number) => void = () => {};
  /** When the chunk came that is looked at: one look at the clock for all its texts. */
  #nowMs = 0;

  constructor(target: TargetAddress, wire: Wire) {
    this.#target = target;
    this.#wire = wire;
    this.#broken.promise.catch(() => {});
  }

  /** Lets members in or out until there are so many. */
  async size(count: number): Promise<void> {
    const change = count > this.#members.length ? this.#grow(count) : this.#shrink(count);
    await Promise.race([this.#broken.promise, change]);
  }

  /** Lets them talk for so long; resolves when the last text has reached everybody. */
  async run(pattern: Pattern, ms: number): Promise<RunResult> {
    const senders = pattern.senders === "one" ? 1 : this.#members.length;
    const window = Math.max(1, Math.floor(pattern.underWay / senders));
    const deliveries = new Deliveries({
      members: this.#members.length,
      senders,
      window,
      receivers: this.#members.length - (this.#wire.echoes ? 0 : 1),
    });
    const serverBefore = cpuSeconds(this.#target.process);
    const loadBefore = process.cpuUsage();
    const startMs = performance.now();
    const talk = this.#talk(deliveries, { senders, window }, startMs + ms);
    await this.#unlessStalled(talk, deliveries);
    const seconds = (performance.now() - startMs) / 1000;
    const load = process.cpuUsage(loadBefore);
    return {
      deliveries: deliveries.times.count,
      seconds,
      p50Us: deliveries.times.percentile(50),
      p99Us: deliveries.times.percentile(99),
      reachP50Us: deliveries.reachTimes.percentile(50),
      reachP99Us: deliveries.reachTimes.percentile(99),
      serverBusy: (cpuSeconds(this.#target.process) - serverBefore) / seconds,
      loadBusy: (load.user + load.system) / 1e6 / seconds,
    };
  }

  /** Waits for the end of the talk, or throws when nothing goes on any more. */
  async #unlessStalled(talk: Promise<void>, deliveries: Deliveries): Promise<void> {
    let before = -1;
    const timer = setInterval(() => {
      const { count } = deliveries.times;
      if (count === before)
        this.#broken.reject(
          new Error(
            `nothing has arrived for ${STALL_MS / 1000} s, with ${deliveries.underWay} messages under way`,
          ),
        );
      before = count;
    }, STALL_MS);
    try {
      await Promise.race([this.#broken.promise, talk]);
    } finally {
      clearInterval(timer);
    }
  }

  #talk(
    deliveries: Deliveries,
    { senders, window }: { senders: number; window: number },
    untilMs: number,
  ): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const say = (sender: number) => {
      const sequence = deliveries.send(sender, performance.now());
      this.#members[sender]?.say(textOf(sender, sequence));
    };
    this.#onText = (member, sender, sequence) => {
      if (!deliveries.deliver(member, sender, sequence, this.#nowMs)) return;
      if (this.#nowMs < untilMs) say(sender);
      else if (deliveries.underWay === 0) resolve();
    };
    for (let round = 0; round < window; round += 1) {
      for (let sender = 0; sender < senders; sender += 1) say(sender);
    }
    return promise;
  }

  async #grow(count: number): Promise<void> {
    let next = this.#members.length;
    const comeIn = async () => {
      while (next < count) {
        const number = next;
        next += 1;
        this.#members[number] = await this.#join(number);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, comeIn));
  }

  #join(number: number): Promise<Member> {
    const scanner = new TextScanner((sender, sequence) => this.#onText(number, sender, sequence));
    return this.#wire.join(this.#target, number, {
      hear: (bytes) => {
        this.#nowMs = performance.now();
        try {
          scanner.push(bytes);
        } catch (error) {
          this.#broken.reject(error);
        }
      },
      broken: this.#broken.reject,
    });
  }

  async #shrink(count: number): Promise<void> {
    const leaving = this.#members.splice(count);
    while (leaving.length > 0) {
      await Promise.all(leaving.splice(-AT_ONCE).map((member) => member.leave()));
    }
  }
}
