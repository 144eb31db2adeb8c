/** What the bench asks about coming in, and what it gets back. */
import type { TargetAddress } from "./job.ts";

export interface EntriesJob {
  target: TargetAddress;
  /** How long each kind of entry is measured. */
  ms: number;
}

export interface EntriesReport {
  /** The channel alone: no log-in. */
  handshakes: EntryCost;
  /** A channel and RESUME_SESSION. */
  resumes: EntryCost;
  /** A channel and LOGIN_ATTEMPTING, with the password's hash as it is by default. */
  logIns: EntryCost;
}

export interface EntryCost {
  perSecond: number;
  /** Processor time of the server and of the generator for each, in milliseconds. */
  serverMs: number;
  loadMs: number;
}
