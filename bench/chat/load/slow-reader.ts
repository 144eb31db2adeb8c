/**
 * What a member that reads nothing does to the others.
 *
 * The system takes some megabytes for a connection before it says "no more". Messages of 64 letters
 * would need minutes for that; so another member fills the connection with long private messages, at a
 * steady pace. The runs without a deaf member have the same private messages, to one that reads.
 *
 * Its one argument is a `SlowReaderJob`, its output a `SlowReaderReport`.
 */
import type { Channel } from "../../../labs/09-chat/connection/channel.ts";
import { RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import { PATTERNS } from "../patterns.ts";
import { Crowd } from "./crowd.ts";
import { Filler, readAll } from "./filler.ts";
import type { LoadFailure, RunResult } from "./job.ts";
import { connectChannel, enter, PASSWORD } from "./our-chat.ts";
import { OURS } from "./our-wire.ts";
import type { Drop, SlowReaderJob, SlowReaderReport } from "./slow-reader-job.ts";

const job: SlowReaderJob = JSON.parse(process.argv[2] ?? "");
const report: SlowReaderReport | LoadFailure = await measure(job).catch((error) => ({
  failure: String(error.message),
}));
process.stdout.write(JSON.stringify(report), () => process.exit());

async function measure({ target, members, rounds }: SlowReaderJob): Promise<SlowReaderReport> {
  const crowd = new Crowd(target, OURS);
  await crowd.size(members);
  const filler = new Filler(await comeIn("filler"));
  const without: RunResult[] = [];
  const withDeaf: RunResult[] = [];
  const drops: Drop[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const reader = await comeIn(`reader${round}`);
    const reading = readAll(reader, () => {});
    without.push(await filler.whileFilling(`reader${round}`, () => talk(crowd)));
    reader.destroy();
    await reading;
    const deaf = await comeIn(`deaf${round}`);
    let drop: Promise<Drop> = Promise.resolve({});
    withDeaf.push(
      await filler.whileFilling(
        `deaf${round}`,
        () => talk(crowd),
        (afterMs) => {
          // Now it opens its ears: the last word lies behind all that it has not read.
          drop = reasonOf(deaf).then((reason) => ({ afterMs, ...reason }));
        },
      ),
    );
    drops.push(await drop);
    deaf.destroy();
  }
  return { without, with: withDeaf, drops };
}

async function comeIn(name: string): Promise<Channel> {
  const channel = await connectChannel(job.target);
  await enter(channel, RECORD.REGISTER_CLIENT_, { name, password: PASSWORD });
  return channel;
}

/** One message at a time, to everybody in the crowd. */
function talk(crowd: Crowd): Promise<RunResult> {
  const [alone] = PATTERNS;
  if (alone === undefined) throw new Error("there are no patterns");
  return crowd.run(alone, job.ms);
}

/** What the server has told it at the end. */
async function reasonOf(deaf: Channel): Promise<Pick<Drop, "reason">> {
  await readAll(deaf, () => {});
  const reason = deaf.lastWord?.reason;
  return reason === undefined ? {} : { reason };
}
