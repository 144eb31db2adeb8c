/**
 * What it costs to bring messages to a room, way by way, in a process of its own.
 *
 *     node measure.mjs '{"members":500,"messages":[1,8,32],"rounds":3,"ms":100}'
 *
 * Prints a `SealReport`. The ways take turns; the median of the rounds is shown.
 */
import type { ChatEvent } from "../../../labs/09-chat/protocol/messages.ts";
import { median } from "../../statistics.ts";
import { textOf } from "../load/text.ts";
import { WAYS } from "./ways.ts";

export interface SealJob {
  members: number;
  /** How many messages are due in one turn of the event loop. */
  messages: readonly number[];
  rounds: number;
  ms: number;
}

/** Microseconds for each delivery, by the way's name, in the order of `messages`. */
export type SealReport = Readonly<Record<string, readonly number[]>>;

const job: SealJob = JSON.parse(process.argv[2] ?? "");
console.log(JSON.stringify(measure(job)));

function measure({ members, messages, rounds, ms }: SealJob): SealReport {
  const rooms = WAYS.map(({ name, open }) => ({ name, broadcast: open(members) }));
  const report: Record<string, number[]> = {};
  for (const count of messages) {
    const events = Array.from({ length: count }, (_, index) => eventOf(index));
    const times = new Map<string, number[]>();
    // One round more than asked for: the first is the compiler's.
    for (let round = 0; round <= rounds; round += 1) {
      for (const { name, broadcast } of rooms) {
        const microseconds = repeat(() => broadcast(events), ms) / (members * count);
        if (round > 0) times.set(name, [...(times.get(name) ?? []), microseconds]);
      }
    }
    for (const [name, each] of times) report[name] = [...(report[name] ?? []), median(each)];
  }
  return report;
}

/** Microseconds for one call, on the average of at least this time. */
function repeat(deed: () => number, ms: number): number {
  const start = performance.now();
  let calls = 0;
  let bytes = 0;
  let passed = 0;
  do {
    bytes += deed();
    calls += 1;
    passed = performance.now() - start;
  } while (passed < ms);
  // Whatever is never looked at, a compiler may leave out.
  if (bytes === 0) throw new Error("nothing came out");
  return (passed * 1000) / calls;
}

/** As the room tells it: a message of 64 letters with all that stands around it. */
function eventOf(number: number): ChatEvent {
  const text = textOf(number, number);
  return { type: "message", number, time: "2026-11-22T09:30:00.000Z", from: `m${number}`, text };
}
