/** What the bench asks of its load generators, and what it gets back: one JSON value each way. */
import type { Pattern } from "../patterns.ts";

/** How a contestant is talked to; see the files named for them. */
export type WireName = "relay" | "irc" | "web-socket" | "socket-io" | "ours";

export interface TargetAddress {
  wire: WireName;
  tls: boolean;
  port: number;
  /** The server's process, whose processor time is read before and after a run. */
  process: number;
}

/** A room under load. Its orders come one at a time, each answered before the next. */
export type Order =
  /** As many members as this, whether more or fewer than now. */
  { deed: "size"; members: number } | { deed: "run"; pattern: Pattern; ms: number };

/** `result` is there after a run. A room that has failed is of no more use. */
export type Report = { result?: RunResult } | LoadFailure;

/** What a load program tells when the server is wrong: it is reported, not measured. */
export interface LoadFailure {
  failure: string;
}

export interface RunResult {
  /** Every one of them received by its member, in order; from the first sending to the last delivery. */
  deliveries: number;
  seconds: number;
  /** From the sending of a message to each delivery. */
  p50Us: number;
  p99Us: number;
  /** From the sending of a message to its last delivery. */
  reachP50Us: number;
  reachP99Us: number;
  /** Processor time over time passed: 1 is one processor busy all the time. NaN where unknown. */
  serverBusy: number;
  loadBusy: number;
}
