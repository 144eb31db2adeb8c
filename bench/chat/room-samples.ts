/** All that the rooms have shown in one run of the bench. */
import { median } from "../statistics.ts";
import type { RunResult } from "./load/job.ts";

export class RoomSamples {
  readonly #runs = new Map<string, RunResult[]>();
  /** Resident memory of the server in bytes, by contestant and members. */
  readonly #memory = new Map<string, number>();

  addRun(contestant: string, pattern: string, members: number, result: RunResult): void {
    const key = `${contestant} ${pattern} ${members}`;
    this.#runs.set(key, [...(this.#runs.get(key) ?? []), result]);
  }

  addMemory(contestant: string, members: number, bytes: number): void {
    this.#memory.set(`${contestant} ${members}`, bytes);
  }

  /** The median over the rounds; NaN when there were none. */
  middle(
    contestant: string,
    pattern: string,
    members: number,
    read: (result: RunResult) => number,
  ): number {
    return median((this.#runs.get(`${contestant} ${pattern} ${members}`) ?? []).map(read));
  }

  memory(contestant: string, members: number): number {
    return this.#memory.get(`${contestant} ${members}`) ?? Number.NaN;
  }
}
