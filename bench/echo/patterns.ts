/** The kinds of load, and the one figure by which each is judged. */
import type { EchoResult, LoadShape, Protocol } from "./load/job.ts";

export interface Pattern extends Omit<LoadShape, "protocol"> {
  name: string;
  /** The heading of its column; bench/README.md says it in full. */
  title: string;
  unit: "µs" | "messages/s" | "MB/s";
  protocols: readonly Protocol[];
}

const SMALL_BYTES = 64;
const LARGE_BYTES = 64 * 1024;

export const PATTERNS: readonly Pattern[] = [
  {
    name: "alone",
    title: "1 client",
    unit: "µs",
    protocols: ["raw", "lines"],
    connections: 1,
    inFlight: 1,
    messageBytes: SMALL_BYTES,
  },
  {
    name: "crowd",
    title: "50 clients",
    unit: "messages/s",
    protocols: ["raw", "lines"],
    connections: 50,
    inFlight: 1,
    messageBytes: SMALL_BYTES,
  },
  {
    name: "flood",
    title: "50 clients, 64 in flight",
    unit: "messages/s",
    protocols: ["raw", "lines"],
    connections: 50,
    inFlight: 64,
    messageBytes: SMALL_BYTES,
  },
  {
    name: "stream",
    title: "1 client, 64 KiB",
    unit: "MB/s",
    protocols: ["raw"],
    connections: 1,
    inFlight: 16,
    messageBytes: LARGE_BYTES,
  },
  {
    name: "streams",
    title: "50 clients, 64 KiB",
    unit: "MB/s",
    protocols: ["raw"],
    connections: 50,
    inFlight: 1,
    messageBytes: LARGE_BYTES,
  },
];

/** The figure of a pattern in its own unit. */
export function figureOf(pattern: Pattern, result: EchoResult): number {
  if (pattern.unit === "µs") return result.p50Us;
  if (pattern.unit === "MB/s") return (result.messagesPerSecond * pattern.messageBytes) / 1e6;
  return result.messagesPerSecond;
}

/** A figure of which more is always better, so that ratios of all patterns read alike. */
export function speedOf(pattern: Pattern, result: EchoResult): number {
  const figure = figureOf(pattern, result);
  return pattern.unit === "µs" ? 1 / figure : figure;
}

/** Messages that a server answers for one second of its processor time: its price, whoever waits. */
export function thriftOf(result: EchoResult): number {
  return result.messagesPerSecond / result.serverBusy;
}
