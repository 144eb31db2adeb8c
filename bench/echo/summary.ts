/** From samples to what is shown: medians over the rounds, and ratios taken round by round. */

import { median, medianRatio } from "../statistics.ts";
import type { EchoResult } from "./load/job.ts";
import { figureOf, PATTERNS, type Pattern, speedOf, thriftOf } from "./patterns.ts";
import type { Samples } from "./samples.ts";
import type { EchoServer } from "./servers.ts";

/** One server under one pattern. NaN where it was not measured. */
export interface Cell {
  /** In the pattern's unit. */
  figure: number;
  p99Us: number;
  /** Speed over the speed of the limit. */
  ratio: number;
  /** The same for messages in a second of the server's processor time. */
  thriftRatio: number;
  serverBusy: number;
  loadBusy: number;
}

export interface HeavyCell {
  p50Ms: number;
  p99Ms: number;
  heavyMs: number;
}

export interface Row {
  name: string;
  title: string;
  protocol: EchoServer["protocol"];
  limit: string;
  /** By the pattern's name. */
  cells: ReadonlyMap<string, Cell>;
  heavy: HeavyCell | undefined;
}

export interface Summary {
  rows: readonly Row[];
  notes: readonly string[];
}

/** One row for each server that was measured. */
export function summarize(servers: readonly EchoServer[], samples: Samples): Summary {
  return { rows: servers.map((server) => rowOf(server, samples)), notes: samples.notes };
}

function rowOf(server: EchoServer, samples: Samples): Row {
  const patterns = PATTERNS.filter(({ protocols }) => protocols.includes(server.protocol));
  return {
    name: server.name,
    title: server.title,
    protocol: server.protocol,
    limit: server.limit,
    cells: new Map(patterns.map((pattern) => [pattern.name, cellOf(server, pattern, samples)])),
    heavy: heavyOf(server, samples),
  };
}

function cellOf(server: EchoServer, pattern: Pattern, samples: Samples): Cell {
  const ours = samples.echo(server.name, pattern);
  const limits = samples.echo(server.limit, pattern);
  const middle = (read: (result: EchoResult) => number) =>
    median(ours.filter((result) => result !== undefined).map(read));
  const ratio = (read: (result: EchoResult) => number) =>
    medianRatio(readAll(ours, read), readAll(limits, read));
  return {
    figure: middle((result) => figureOf(pattern, result)),
    p99Us: middle((result) => result.p99Us),
    ratio: ratio((result) => speedOf(pattern, result)),
    thriftRatio: server.oneProcess ? ratio(thriftOf) : Number.NaN,
    serverBusy: server.oneProcess ? middle((result) => result.serverBusy) : Number.NaN,
    loadBusy: middle((result) => result.loadBusy),
  };
}

function readAll(
  results: readonly (EchoResult | undefined)[],
  read: (result: EchoResult) => number,
): (number | undefined)[] {
  return results.map((result) => (result === undefined ? undefined : read(result)));
}

function heavyOf(server: EchoServer, samples: Samples): HeavyCell | undefined {
  const results = samples.heavy(server.name);
  if (results.length === 0) return undefined;
  return {
    p50Ms: median(results.map((result) => result.p50Ms)),
    p99Ms: median(results.map((result) => result.p99Ms)),
    heavyMs: median(results.map((result) => result.heavyMs)),
  };
}
