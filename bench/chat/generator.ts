/** A load generator's process, as the bench sees it: orders go in, reports come out. */
import { type ChildProcess, fork } from "node:child_process";
import { withDeadline } from "../deadline.ts";
import type { Order, Report, RunResult, TargetAddress } from "./load/job.ts";
import type { Pattern } from "./patterns.ts";

/** 500 members come in, each with a handshake of some milliseconds, on a busy machine. */
const SIZE_MS = 120_000;
/** A run's own deadline is a minute behind its time. */
const RUN_EXTRA_MS = 70_000;

export class Generator {
  readonly #child: ChildProcess;
  #answer: (report: Report) => void = () => {};

  /** @param program compiled from load/load.ts */
  constructor(program: string, target: TargetAddress) {
    this.#child = fork(program, [JSON.stringify(target)], { stdio: "inherit" });
    this.#child.on("message", (report: Report) => this.#answer(report));
    this.#child.on("exit", () => this.#answer({ failure: "the generator has ended" }));
    this.#child.on("error", (error) => this.#answer({ failure: error.message }));
  }

  /** Fills or empties the room. */
  async size(members: number): Promise<void> {
    await this.#order({ deed: "size", members }, SIZE_MS);
  }

  /** Lets the members talk. Throws when a delivery is wrong or missing. */
  async run(pattern: Pattern, ms: number): Promise<RunResult> {
    const result = await this.#order({ deed: "run", pattern, ms }, ms + RUN_EXTRA_MS);
    if (result === undefined) throw new Error("the generator gave no result");
    return result;
  }

  /** Closes all connections at once. */
  stop(): void {
    this.#child.kill("SIGKILL");
  }

  async #order(order: Order, limitMs: number): Promise<RunResult | undefined> {
    const { promise, resolve } = Promise.withResolvers<Report>();
    this.#answer = resolve;
    this.#child.send(order);
    const report = await withDeadline(promise, limitMs, order.deed);
    if ("failure" in report) throw new Error(report.failure);
    return report.result;
  }
}
