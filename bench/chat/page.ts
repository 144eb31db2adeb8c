/** The results as Markdown: the rooms first, then what our own chat costs in other ways. */
import { duration, markdownTable, ratio, significant } from "../markdown-table.ts";
import type { Contestant } from "./contestants.ts";
import type { EntriesReport } from "./load/entries-job.ts";
import type { RunResult } from "./load/job.ts";
import type { SlowReaderReport } from "./load/slow-reader-job.ts";
import { entriesSection, sealsSection, slowReaderSection } from "./page-parts.ts";
import { PATTERNS, type Pattern } from "./patterns.ts";
import type { RoomSamples } from "./room-samples.ts";
import type { SealReport } from "./seals/measure.ts";

/** All that one run has measured; undefined what was not wanted or has failed. */
export interface Results {
  /** In the order of the tables; the first is the limit of all. */
  contestants: readonly Pick<Contestant, "name" | "title">[];
  sizes: readonly number[];
  samples: RoomSamples;
  seals: SealReport | undefined;
  entries: EntriesReport | undefined;
  entriesTls: EntriesReport | undefined;
  slowReader: SlowReaderReport | undefined;
  circumstances: string;
  notes: readonly string[];
}

const INTRODUCTION = `# Chats on loopback

Written by \`npm run bench -- chat\`; what it measures stands in [bench/README.md](../README.md).`;

const BUSY = `## Who was busy

Processor time of the server / of the load generator, in percent of one processor. There are two of them: where both have about 100, the generator's own work has a share in every figure; where the server is well under 100, it was not the limit. Judge by its price then.`;

const PRICE = `## Price

Deliveries for one second of the *server's* processor time, in thousands: what a server costs, whoever sets the pace. In brackets: over the same of the bare relay.`;

/** The whole page. */
export function renderPage(results: Results): string {
  const hasRooms = results.contestants.length > 0;
  const sections = [
    INTRODUCTION,
    results.circumstances,
    hasRooms ? `![Chart of figures below](results.svg)` : "",
    ...(hasRooms ? PATTERNS.map((pattern) => patternSection(results, pattern)) : []),
    hasRooms ? `${PRICE}\n\n${priceTable(results)}` : "",
    hasRooms ? `${BUSY}\n\n${busyTable(results)}` : "",
    hasRooms ? memorySection(results) : "",
    results.slowReader === undefined ? "" : slowReaderSection(results.slowReader),
    results.seals === undefined ? "" : sealsSection(results.seals, Math.max(...results.sizes)),
    entriesSection(results.entries, results.entriesTls),
    results.notes.length === 0
      ? ""
      : `## Notes\n\n${results.notes.map((note) => `- ${note}`).join("\n")}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** How much, and how soon. */
function patternSection(results: Results, pattern: Pattern): string {
  const { title, name } = pattern;
  const heading = `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  const times = sizeTable(results, "Median and p99 of a delivery", (who, members) => {
    const time = (read: (result: RunResult) => number) =>
      duration(results.samples.middle(who, name, members, read));
    return `${time(({ p50Us }) => p50Us)}, ${time(({ p99Us }) => p99Us)}`;
  });
  const speeds = sizeTable(results, "Deliveries a second", (who, members) =>
    againstLimit(results, who, speedOf(results, who, name, members), (limit) =>
      speedOf(results, limit, name, members),
    ),
  );
  if (name !== "alone") return [heading, speeds, times].join("\n\n");
  const reach = sizeTable(results, "Until the last has it", (who, members) => {
    const time = (read: (result: RunResult) => number) =>
      duration(results.samples.middle(who, name, members, read));
    return `${time(({ reachP50Us }) => reachP50Us)}, ${time(({ reachP99Us }) => reachP99Us)}`;
  });
  return [heading, reach, times, speeds].join("\n\n");
}

function priceTable(results: Results): string {
  const priceOf = (who: string, pattern: Pattern, members: number) =>
    results.samples.middle(
      who,
      pattern.name,
      members,
      ({ deliveries, seconds, serverBusy }) => deliveries / (seconds * serverBusy) / 1000,
    );
  return wholeTable(results, (who, pattern, members) =>
    againstLimit(results, who, priceOf(who, pattern, members), (limit) =>
      priceOf(limit, pattern, members),
    ),
  );
}

function busyTable(results: Results): string {
  const percent = (share: number) => (Number.isNaN(share) ? "–" : String(Math.round(share * 100)));
  return wholeTable(results, (who, { name }, members) => {
    const read = (what: (result: RunResult) => number) =>
      percent(results.samples.middle(who, name, members, what));
    return `${read(({ serverBusy }) => serverBusy)} / ${read(({ loadBusy }) => loadBusy)}`;
  });
}

function memorySection({ contestants, sizes, samples }: Results): string {
  const few = Math.min(...sizes);
  const many = Math.max(...sizes);
  const megabytes = (bytes: number) =>
    Number.isNaN(bytes) ? "–" : `${significant(bytes / 1e6)} MB`;
  const table = markdownTable(
    ["Memory of the server", ...sizes.map(headOf), "each member more"],
    contestants.map(({ name, title }) => {
      const growth = (samples.memory(name, many) - samples.memory(name, few)) / (many - few);
      const each = Number.isFinite(growth) ? `${significant(growth / 1024)} KiB` : "–";
      return [title, ...sizes.map((members) => megabytes(samples.memory(name, members))), each];
    }),
  );
  return `## Memory\n\nResident memory once so many members are in, before any load.\n\n${table}`;
}

function speedOf({ samples }: Results, who: string, pattern: string, members: number): number {
  return samples.middle(who, pattern, members, ({ deliveries, seconds }) => deliveries / seconds);
}

/** A figure, and its ratio to the limit's. */
function againstLimit(
  { contestants }: Results,
  who: string,
  figure: number,
  read: (limit: string) => number,
): string {
  const [limit] = contestants;
  if (Number.isNaN(figure) || limit === undefined) return "–";
  return who === limit.name
    ? significant(figure)
    : `${significant(figure)} (${ratio(figure / read(limit.name))})`;
}

/** A column for each size. */
function sizeTable(
  { contestants, sizes }: Results,
  what: string,
  show: (contestant: string, members: number) => string,
): string {
  return markdownTable(
    [what, ...sizes.map(headOf)],
    contestants.map(({ name, title }) => [title, ...sizes.map((members) => show(name, members))]),
  );
}

/** A column for each pattern in the largest room. */
function wholeTable(
  { contestants, sizes }: Results,
  show: (contestant: string, pattern: Pattern, members: number) => string,
): string {
  const members = Math.max(...sizes);
  return markdownTable(
    [headOf(members), ...PATTERNS.map(({ title }) => title)],
    contestants.map(({ name, title }) => [
      title,
      ...PATTERNS.map((pattern) => show(name, pattern, members)),
    ]),
  );
}

function headOf(members: number): string {
  return `${members} members`;
}
