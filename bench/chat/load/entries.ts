/**
 * What it costs to come in: handshakes, log-ins and resumes, each again and again for some time.
 *
 * Its one argument is an `EntriesJob`, its output an `EntriesReport`. Each entry is a connection of
 * its own, from the first packet to the last.
 */

import { cpuSeconds } from "../../../grading/core/kernel.ts";
import type { Channel } from "../../../labs/09-chat/connection/channel.ts";
import { RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import type { EntriesJob, EntriesReport, EntryCost } from "./entries-job.ts";
import type { LoadFailure } from "./job.ts";
import { connectChannel, enter, PASSWORD } from "./our-chat.ts";

/** As many handshakes at once as keep the server busy. */
const HANDSHAKES_AT_ONCE = 8;
/** The server hashes two passwords at a time, and lets few wait. */
const LOG_INS_AT_ONCE = 2;

const job: EntriesJob = JSON.parse(process.argv[2] ?? "");
const report: EntriesReport | LoadFailure = await measure(job).catch((error) => ({
  failure: String(error.message),
}));
process.stdout.write(JSON.stringify(report), () => process.exit());

async function measure({ target, ms }: EntriesJob): Promise<EntriesReport> {
  const again = (atOnce: number, deed: (place: number) => Promise<void>, forMs = ms) =>
    repeat(target.process, atOnce, forMs, deed);
  // The first handshakes are the compiler's.
  await again(HANDSHAKES_AT_ONCE, handshake, ms / 2);
  const handshakes = await again(HANDSHAKES_AT_ONCE, handshake);
  const tokens: string[] = [];
  for (let user = 0; user < HANDSHAKES_AT_ONCE; user += 1) {
    tokens.push(await logInAndLeave(RECORD.REGISTER_CLIENT_, credentialsOf(user)));
  }
  const resumes = await again(HANDSHAKES_AT_ONCE, async (user) => {
    tokens[user] = await logInAndLeave(RECORD.RESUME_SESSION, { token: tokens[user], after: 0 });
  });
  const logIns = await again(
    LOG_INS_AT_ONCE,
    async (user) => void (await logInAndLeave(RECORD.LOGIN_ATTEMPTING, credentialsOf(user))),
  );
  return { handshakes, resumes, logIns };
}

async function handshake(): Promise<void> {
  const channel = await connectChannel(job.target);
  await channel.part();
}

/** Logs in and leaves; returns the token. */
async function logInAndLeave(
  type: Parameters<typeof enter>[1],
  entry: Parameters<typeof enter>[2],
): Promise<string> {
  const channel: Channel = await connectChannel(job.target);
  const token = await enter(channel, type, entry);
  await channel.part();
  return token;
}

function credentialsOf(user: number) {
  return { name: `user${user}`, password: PASSWORD };
}

/** Does a deed again and again at so many places; what each cost. */
async function repeat(
  server: number,
  atOnce: number,
  ms: number,
  deed: (place: number) => Promise<void>,
): Promise<EntryCost> {
  const serverBefore = cpuSeconds(server);
  const loadBefore = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  const place = async (_: unknown, number: number) => {
    while (performance.now() - start < ms) {
      await deed(number);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, place));
  const load = process.cpuUsage(loadBefore);
  return {
    perSecond: (count * 1000) / (performance.now() - start),
    serverMs: ((cpuSeconds(server) - serverBefore) * 1000) / count,
    loadMs: (load.user + load.system) / 1000 / count,
  };
}
