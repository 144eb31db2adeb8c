/**
 * One round: all servers started, loaded with each pattern, stopped.
 *
 * Under a pattern the servers take turns by slices of a quarter of a second: so what drifts on the
 * machine (heat, other work) hits all alike, and a ratio is drawn from slices next to each other.
 */

import { type Command, type RunningServer, startServer } from "../running-server.ts";
import type { Protocol } from "./load/job.ts";
import type { LoadPrograms } from "./measure.ts";
import { PATTERNS, type Pattern } from "./patterns.ts";
import type { Samples } from "./samples.ts";
import type { EchoServer } from "./servers.ts";

const SLICE_MS = 250;
const PROBE_EVERY_MS = 5;
/** Long enough for several heavy requests, one after the other. */
const HEAVY_MS = 5_000;

export interface Round {
  /** Counted from 1. */
  number: number;
  commands: Map<EchoServer, Command>;
  load: LoadPrograms;
  samples: Samples;
  /** How long each server is under each load. */
  seconds: number;
}

interface Started {
  server: EchoServer;
  running: RunningServer;
}

/** Adds the round's results to the samples. A server that fails is noted there, the others go on. */
export async function measureRound(round: Round): Promise<void> {
  const started: Started[] = [];
  try {
    for (const [server, command] of round.commands) {
      const running = await startServer(server.name, command).catch(giveUp(server, round));
      if (running !== undefined) started.push({ server, running });
    }
    // The other way round every second time: none is always measured right after the heaviest.
    if (round.number % 2 === 0) started.reverse();
    for (const pattern of PATTERNS) {
      for (const protocol of pattern.protocols) {
        const chosen = started.filter(({ server }) => server.protocol === protocol);
        if (chosen.length > 0) await measureEcho(round, chosen, pattern, protocol);
      }
    }
    for (const one of started) await measureHeavy(round, one);
  } finally {
    await Promise.all(started.map(({ running }) => running.stop()));
  }
}

/** A server that does not start is left out of this round and the later ones. */
function giveUp(server: EchoServer, round: Round): (error: unknown) => undefined {
  return (error) => {
    round.samples.addNote(`${error instanceof Error ? error.message : error}.`);
    round.commands.delete(server);
  };
}

/** Loads the servers of one protocol with one pattern, in turn. */
async function measureEcho(
  { load, samples, seconds }: Round,
  started: readonly Started[],
  pattern: Pattern,
  protocol: Protocol,
): Promise<void> {
  const slices = Math.max(1, Math.round((seconds * 1000) / SLICE_MS));
  const report = await load.echo({
    targets: started.map(({ running }) => running),
    protocol,
    connections: pattern.connections,
    inFlight: pattern.inFlight,
    messageBytes: pattern.messageBytes,
    slices,
    sliceMs: SLICE_MS,
  });
  for (const [index, { server }] of started.entries()) {
    const results = report[index] ?? [];
    const failed = "failure" in results;
    if (failed) samples.addNote(failureOf(server, pattern.title, results.failure));
    for (let slice = 0; slice < slices; slice += 1) {
      samples.addEcho(server, pattern, failed ? undefined : results[slice]);
    }
  }
}

/** One client computes, another asks little. */
async function measureHeavy({ load, samples }: Round, { server, running }: Started): Promise<void> {
  const { heavyLine } = server;
  if (heavyLine === undefined) return;
  const result = await load.heavy({
    port: running.port,
    heavyLine,
    probeEveryMs: PROBE_EVERY_MS,
    measureMs: HEAVY_MS,
  });
  if ("failure" in result) samples.addNote(failureOf(server, heavyLine, result.failure));
  else samples.addHeavy(server, result);
}

function failureOf(server: EchoServer, load: string, failure: string): string {
  return `${server.name} failed under "${load}": ${failure}.`;
}
