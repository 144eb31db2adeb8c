import { describe, expect, test } from "vitest";
import type { EchoResult } from "./load/job.ts";
import { PATTERNS, type Pattern } from "./patterns.ts";
import { Samples } from "./samples.ts";
import { type EchoServer, SERVERS } from "./servers.ts";
import { summarize } from "./summary.ts";

const crowd = patternNamed("crowd");
const alone = patternNamed("alone");
const bare = serverNamed("bare-net");
const lab = serverNamed("lab-01");

describe("summarize()", () => {
  test("compares each slice with the limit's slice next to it", () => {
    const samples = new Samples();
    for (const [ours, limit] of [
      [90, 100],
      [45, 50],
      [20, 10],
    ] as const) {
      samples.addEcho(lab, crowd, slice({ messagesPerSecond: ours }));
      samples.addEcho(bare, crowd, slice({ messagesPerSecond: limit }));
    }
    const cell = cellOf(samples, lab, crowd);
    expect(cell?.ratio).toBeCloseTo(0.9);
    expect(cell?.figure).toBe(45);
  });

  test("turns a time round, so that more is always faster", () => {
    const samples = new Samples();
    samples.addEcho(lab, alone, slice({ p50Us: 200 }));
    samples.addEcho(bare, alone, slice({ p50Us: 100 }));
    expect(cellOf(samples, lab, alone)?.ratio).toBe(0.5);
  });

  test("judges the price by the server's processor time, not by the pace", () => {
    const samples = new Samples();
    samples.addEcho(lab, crowd, slice({ messagesPerSecond: 100, serverBusy: 1 }));
    samples.addEcho(bare, crowd, slice({ messagesPerSecond: 100, serverBusy: 0.5 }));
    expect(cellOf(samples, lab, crowd)?.thriftRatio).toBe(0.5);
  });

  test("leaves a slice out in which either server failed", () => {
    const samples = new Samples();
    samples.addEcho(lab, crowd, undefined);
    samples.addEcho(lab, crowd, slice({ messagesPerSecond: 80 }));
    samples.addEcho(bare, crowd, slice({ messagesPerSecond: 1 }));
    samples.addEcho(bare, crowd, slice({ messagesPerSecond: 100 }));
    expect(cellOf(samples, lab, crowd)?.ratio).toBeCloseTo(0.8);
  });

  test("gives no figures for what was not measured", () => {
    expect(cellOf(new Samples(), lab, crowd)?.figure).toBeNaN();
    expect(summarize([lab], new Samples()).rows[0]?.heavy).toBeUndefined();
  });
});

describe("SERVERS", () => {
  test("compares each with a server of the same protocol", () => {
    for (const server of SERVERS) {
      expect(serverNamed(server.limit).protocol).toBe(server.protocol);
    }
  });
});

function slice(values: Partial<EchoResult>): EchoResult {
  return { messagesPerSecond: 1, p50Us: 1, p99Us: 1, serverBusy: 1, loadBusy: 1, ...values };
}

function cellOf(samples: Samples, server: EchoServer, pattern: Pattern) {
  return summarize([server], samples).rows[0]?.cells.get(pattern.name);
}

function patternNamed(name: string): Pattern {
  const pattern = PATTERNS.find((one) => one.name === name);
  if (pattern === undefined) throw new Error(`no pattern ${name}`);
  return pattern;
}

function serverNamed(name: string): EchoServer {
  const server = SERVERS.find((one) => one.name === name);
  if (server === undefined) throw new Error(`no server ${name}`);
  return server;
}
