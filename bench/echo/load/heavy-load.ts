/**
 * One client asks for heavy work again and again; another sends a small line at every step of a clock.
 *
 * The clock does not wait for answers. A client that sends its next line only after the last answer
 * would note one slow answer where, in the same time, a hundred lines would have waited.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setInterval as everyStep } from "node:timers/promises";
import { withDeadline } from "../../deadline.ts";
import { median, percentile } from "../../statistics.ts";
import type { HeavyJob, HeavyResult, LoadFailure } from "./job.ts";

const CONNECT_MS = 5_000;
/** The last heavy answer and the last small ones must be there within this time. */
const LEAVE_MS = 15_000;

const job: HeavyJob = JSON.parse(process.argv[2] ?? "");
const report: HeavyResult | LoadFailure = await run(job).catch((error) => ({
  failure: String(error.message),
}));
process.stdout.write(JSON.stringify(report), () => process.exit());

async function run(job: HeavyJob): Promise<HeavyResult> {
  const heavy = await withDeadline(open(job.port), CONNECT_MS, "connecting");
  const light = await withDeadline(open(job.port), CONNECT_MS, "connecting");
  const until = performance.now() + job.measureMs;
  const [heavyTimes, waits] = await withDeadline(
    Promise.all([askInTurn(heavy, job.heavyLine, until), askByTheClock(light, job, until)]),
    job.measureMs + LEAVE_MS,
    "the last answers",
  );
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    p50Ms: percentile(sorted, 50),
    p99Ms: percentile(sorted, 99),
    probes: sorted.length,
    heavyMs: median(heavyTimes),
    heavyRequests: heavyTimes.length,
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.setEncoding("utf8");
  await once(socket, "connect");
  return socket;
}

/** Sends a line, waits for its answer, sends it again; the time of each in milliseconds. */
async function askInTurn(socket: Socket, line: string, until: number): Promise<number[]> {
  const times: number[] = [];
  const answers = linesOf(socket);
  while (performance.now() < until) {
    const askedAt = performance.now();
    socket.write(`${line}\n`);
    const { value } = await answers.next();
    if (!/\d/.test(value?.split("] ")[1] ?? "")) throw new Error(`no count in answer "${value}"`);
    times.push(performance.now() - askedAt);
  }
  socket.end();
  return times;
}

/** Sends a small line at every step; how long each waited for its answer. */
async function askByTheClock(socket: Socket, job: HeavyJob, until: number): Promise<number[]> {
  const waits: number[] = [];
  const sentAt: number[] = [];
  const answered = (async () => {
    for await (const line of linesOf(socket)) {
      if (!line.endsWith("] hello")) throw new Error(`"hello" was answered by "${line}"`);
      waits.push(performance.now() - (sentAt[waits.length] ?? Number.NaN));
    }
  })();
  for await (const _ of everyStep(job.probeEveryMs)) {
    if (performance.now() > until) break;
    sentAt.push(performance.now());
    socket.write("hello\n");
  }
  socket.end();
  await answered;
  return waits;
}

/** The lines of a connection as they come; ends when the server ends. */
async function* linesOf(socket: Socket): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of socket) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
