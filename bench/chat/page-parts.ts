/** The sections of the page that are about our own chat alone. */
import { duration, markdownTable, ratio, significant } from "../markdown-table.ts";
import { median, medianRatio } from "../statistics.ts";
import type { EntriesReport, EntryCost } from "./load/entries-job.ts";
import type { RunResult } from "./load/job.ts";
import type { SlowReaderReport } from "./load/slow-reader-job.ts";
import { MESSAGES_IN_TICK } from "./parts.ts";
import type { SealReport } from "./seals/measure.ts";
import { WAYS } from "./seals/ways.ts";

const SLOW_READER = `## A member that reads nothing

Lab 09 (FC1), one message at a time to everybody. A further member gets long private messages all the time, until its connection is full. In the runs without, it reads them; in the runs with, it reads nothing.`;

const ENTRIES = `## Coming in

Lab 09 with its usual flags (scrypt with N = 2^17), on a connection of its own each time. Processor time of the server / of the generator for each, all their threads together.`;

/** What a deaf member does to the others, and what becomes of it. */
export function slowReaderSection(report: SlowReaderReport): string {
  const middle = (runs: readonly RunResult[], read: (run: RunResult) => number) =>
    duration(median(runs.map(read)));
  const row = (title: string, runs: readonly RunResult[]) => [
    title,
    middle(runs, ({ p50Us }) => p50Us),
    middle(runs, ({ p99Us }) => p99Us),
    middle(runs, ({ reachP99Us }) => reachP99Us),
  ];
  const p99s = (runs: readonly RunResult[]) => runs.map(({ p99Us }) => p99Us);
  const table = markdownTable(
    ["The others", "a delivery, median", "p99", "until the last has it, p99"],
    [row("it reads", report.without), row("it reads nothing", report.with)],
  );
  const growth = `The others' p99 with the deaf one is ${ratio(medianRatio(p99s(report.with), p99s(report.without)))} times that without.`;
  return [SLOW_READER, table, growth, dropsOf(report)].join("\n\n");
}

function dropsOf({ drops }: SlowReaderReport): string {
  const dropped = drops.flatMap(({ afterMs }) => (afterMs === undefined ? [] : [afterMs]));
  if (dropped.length === 0) return "It was not dropped within the run.";
  const reasons = [...new Set(drops.map(({ reason }) => reason ?? "nothing"))];
  const times = `${dropped.length} of ${drops.length} times`;
  return `It was dropped ${times}, ${duration(median(dropped) * 1000)} after its first message (median), and was told: ${reasons.map((reason) => `"${reason}"`).join(", ")}.`;
}

/** What a broadcast costs, way by way. */
export function sealsSection(report: SealReport, members: number): string {
  const [naive] = WAYS;
  const table = markdownTable(
    ["Microseconds for a delivery", ...MESSAGES_IN_TICK.map(headOf)],
    WAYS.map(({ name, title }) => [
      title,
      ...MESSAGES_IN_TICK.map((_, column) => {
        const figure = report[name]?.[column] ?? Number.NaN;
        const full = report[naive?.name ?? ""]?.[column] ?? Number.NaN;
        return `${significant(figure)} (${ratio(figure / full)})`;
      }),
    ]),
  );
  const text = `## What a broadcast costs

From events to the bytes that are written, without any network, for ${members} members; in brackets: over a full seal for each member and message. One message that is alone in its turn of the event loop costs ${members} seals: each member has a key that nobody else has, and no two tokens can be the same. To save them, all would have to share a key, and then each could speak in everybody's name. The rest can be saved: all that is due to a member in one turn goes into one record.`;
  return `${text}\n\n${table}`;
}

function headOf(messages: number): string {
  return messages === 1 ? "one message due" : `${messages} messages due`;
}

/** Handshakes, resumes and log-ins; nothing when neither was measured. */
export function entriesSection(
  fc1: EntriesReport | undefined,
  tls: EntriesReport | undefined,
): string {
  const rows = [
    { title: "FC1", report: fc1 },
    { title: "TLS 1.3", report: tls },
  ].flatMap(({ title, report }) =>
    report === undefined
      ? []
      : [[title, show(report.handshakes), show(report.resumes), show(report.logIns)]],
  );
  if (rows.length === 0) return "";
  const head = [
    "A second",
    "handshakes",
    "resumes, with their handshake",
    "log-ins, with their handshake",
  ];
  return `${ENTRIES}\n\n${markdownTable(head, rows)}`;
}

function show({ perSecond, serverMs, loadMs }: EntryCost): string {
  return `${significant(perSecond)} (${significant(serverMs)} / ${significant(loadMs)} ms)`;
}
