/** The parts of the bench beside the rooms: our own server only, each question with a program of its own. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../running-server.ts";
import type { CertificateFiles } from "./certificate.ts";
import { ourServer, ROOM_FLAGS } from "./contestants.ts";
import type { EntriesJob, EntriesReport } from "./load/entries-job.ts";
import type { SlowReaderJob, SlowReaderReport } from "./load/slow-reader-job.ts";
import { runProgram } from "./programs.ts";
import type { SealJob, SealReport } from "./seals/measure.ts";

/** Log-ins take most of a second each: enough of them for a figure. */
const ENTRY_MS = 3_000;
/** Long enough for some megabytes to pile up. */
const SLOW_READER_MS = 4_000;
const SEAL_MS = 60;
/** How many messages are due in one turn of the event loop. */
export const MESSAGES_IN_TICK: readonly number[] = [1, 8, 32];
/** Beyond what a program should take: members come in, machines are busy. */
const EXTRA_MS = 120_000;

/** What a broadcast costs, without any network. */
export function measureSeals(members: number, rounds: number): Promise<SealReport> {
  const job: SealJob = { members, messages: MESSAGES_IN_TICK, rounds, ms: SEAL_MS };
  return runProgram("bench/chat/seals/measure.ts", job, EXTRA_MS);
}

/** What it costs to come in; the server's passwords are hashed as they are by default. */
export async function measureEntries(
  folder: string,
  certificate: CertificateFiles,
  tls: boolean,
): Promise<EntriesReport> {
  const flags = tls ? ["--tls"] : [];
  return await withServer(join(folder, `entries${flags}`), certificate, flags, (server) => {
    const job: EntriesJob = { target: targetOf(server, tls), ms: ENTRY_MS };
    return runProgram("bench/chat/load/entries.ts", job, 4 * ENTRY_MS + EXTRA_MS);
  });
}

/** What a member that reads nothing does to the others. */
export async function measureSlowReader(
  folder: string,
  certificate: CertificateFiles,
  members: number,
  rounds: number,
): Promise<SlowReaderReport> {
  return await withServer(join(folder, "slow-reader"), certificate, ROOM_FLAGS, (server) => {
    const target = targetOf(server, false);
    const job: SlowReaderJob = { target, members, rounds, ms: SLOW_READER_MS };
    const limitMs = 2 * rounds * SLOW_READER_MS + EXTRA_MS;
    return runProgram("bench/chat/load/slow-reader.ts", job, limitMs);
  });
}

function targetOf({ port, process }: RunningServer, tls: boolean) {
  return { wire: "ours", tls, port, process } as const;
}

async function withServer<Result>(
  folder: string,
  certificate: CertificateFiles,
  flags: readonly string[],
  deed: (server: RunningServer) => Promise<Result>,
): Promise<Result> {
  mkdirSync(folder, { recursive: true });
  const command = await ourServer({ folder, certificate }, flags);
  if ("missing" in command) throw new Error(command.missing);
  const server = await startServer("lab-09", command);
  try {
    return await deed(server);
  } finally {
    await server.stop();
  }
}
