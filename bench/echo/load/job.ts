/** What the bench asks of its load generator, and what it gets back: one JSON value each way. */

/** `raw`: the server sends back the bytes. `lines`: it answers each line, as lab 02 does. */
export type Protocol = "raw" | "lines";

/** How a load looks from the server's side. */
export interface LoadShape {
  protocol: Protocol;
  connections: number;
  /** Messages that a connection sends before it waits for their answers. */
  inFlight: number;
  messageBytes: number;
}

/** The same load on several servers in turn, a slice of time each, again and again. */
export interface EchoJob extends LoadShape {
  targets: readonly TargetAddress[];
  slices: number;
  sliceMs: number;
}

export interface TargetAddress {
  port: number;
  /** The server's process, whose processor time is read before and after a slice. */
  process: number;
}

/** What became of each target, in the order of the job. */
export type EchoReport = readonly (readonly EchoResult[] | LoadFailure)[];

/** One slice. Times of a batch run from its first byte sent to its last byte received. */
export interface EchoResult {
  messagesPerSecond: number;
  p50Us: number;
  p99Us: number;
  /** Processor time over time passed: 1 is one processor busy all the time. NaN where unknown. */
  serverBusy: number;
  loadBusy: number;
}

/** One client computes, another asks little: how long does the other wait? */
export interface HeavyJob {
  port: number;
  /** The heavy line, without its newline. */
  heavyLine: string;
  /** A small line is sent at every such step, whether the one before has been answered or not. */
  probeEveryMs: number;
  measureMs: number;
}

export interface HeavyResult {
  /** Waits of the small lines. */
  p50Ms: number;
  p99Ms: number;
  probes: number;
  /** The median time of a heavy request, and how many were answered. */
  heavyMs: number;
  heavyRequests: number;
}

/** What a load program tells when the server is wrong: it is reported, not measured. */
export interface LoadFailure {
  failure: string;
}
