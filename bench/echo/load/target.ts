/** One server under load: all its connections, and the slices of time that it is measured in. */
import { setTimeout as wait } from "node:timers/promises";
import { cpuSeconds } from "../../../grading/core/kernel.ts";
import { withDeadline } from "../../deadline.ts";
import type { Conversation } from "./conversation.ts";
import { EchoConnection } from "./echo-connection.ts";
import type { EchoResult, LoadShape, TargetAddress } from "./job.ts";
import { Meter } from "./meter.ts";
import { openConversation } from "./open-conversation.ts";

/** Time for 50 connections, each of which may wait for a thread to start. */
const OPEN_MS = 20_000;
/** Load before anything is measured, so that compilers and buffers have settled. */
const WARM_UP_MS = 400;
/** The first part of every slice is not measured: all connections start it at one moment. */
const LEAD_IN_MS = 30;
/** Answers on their way at the end of a slice must be there within this time. */
const PAUSE_MS = 5_000;
const LEAVE_MS = 2_000;

export class Target {
  readonly #process: number;
  readonly #connections: readonly EchoConnection[];
  readonly #broken: Promise<never>;
  #conversations: readonly Conversation[] = [];

  constructor({ port, process }: TargetAddress, { connections, inFlight }: LoadShape) {
    this.#process = process;
    this.#connections = Array.from(
      { length: connections },
      () => new EchoConnection(port, inFlight),
    );
    this.#broken = Promise.race(this.#connections.map((connection) => connection.broken));
    this.#broken.catch(() => {});
  }

  /** Resolves when every connection has had a right first answer and the server is warm. */
  async open(shape: LoadShape): Promise<void> {
    const opened = Promise.all(this.#connections.map((one) => openConversation(one, shape)));
    this.#conversations = await withDeadline(
      Promise.race([this.#broken, opened]),
      OPEN_MS,
      "a first answer on every connection",
    );
    await this.measure(WARM_UP_MS);
  }

  /** Loads the server for a slice of time; rejects when an answer is wrong or missing. */
  async measure(sliceMs: number): Promise<EchoResult> {
    const meter = new Meter();
    for (const [index, connection] of this.#connections.entries()) {
      const conversation = this.#conversations[index];
      if (conversation !== undefined) connection.run(conversation, meter);
    }
    await Promise.race([this.#broken, wait(LEAD_IN_MS)]);
    const result = await Promise.race([this.#broken, this.#watch(meter, sliceMs)]);
    const idle = Promise.all(this.#connections.map((connection) => connection.pause()));
    await withDeadline(Promise.race([this.#broken, idle]), PAUSE_MS, "the last answers");
    return result;
  }

  /** Leaves the server. One that keeps connections open, or has failed, is not waited for. */
  async close(): Promise<void> {
    const left = Promise.all(this.#connections.map((connection) => connection.leave()));
    await withDeadline(left, LEAVE_MS, "leaving").catch(() => {
      for (const connection of this.#connections) connection.abandon();
    });
  }

  async #watch(meter: Meter, sliceMs: number): Promise<EchoResult> {
    const serverBefore = cpuSeconds(this.#process);
    const loadBefore = process.cpuUsage();
    const startedAt = performance.now();
    meter.start();
    await wait(sliceMs);
    meter.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    const load = process.cpuUsage(loadBefore);
    return {
      messagesPerSecond: meter.messages / seconds,
      p50Us: meter.latencyMs(50) * 1000,
      p99Us: meter.latencyMs(99) * 1000,
      serverBusy: (cpuSeconds(this.#process) - serverBefore) / seconds,
      loadBusy: (load.user + load.system) / 1e6 / seconds,
    };
  }
}
