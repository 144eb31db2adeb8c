/** The results as Markdown: ratios first, since they hold on other machines; then the figures of this one. */
import { duration, markdownTable, ratio, significant } from "../markdown-table.ts";
import { PATTERNS, type Pattern } from "./patterns.ts";
import type { Cell, Row, Summary } from "./summary.ts";

/** The whole page. */
export function renderResults(summary: Summary, circumstances: string): string {
  const sections = [
    "# Echo servers on loopback\n\nWritten by `npm run bench -- echo`; what it measures stands in [bench/README.md](../README.md).",
    circumstances,
    "![Chart of the figures below](results.svg)",
    `## Speed against the limit\n\nMedian of the ratios of slices measured next to each other; 1.00 is as fast as the limit, more is faster.`,
    ratioTable(summary, "raw", (cell) => cell.ratio),
    ratioTable(summary, "lines", (cell) => cell.ratio),
    "## Price against the limit\n\nMessages for one second of the *server's* processor time, over the same of the limit. It holds even where the load generator, not the server, set the pace.",
    ratioTable(summary, "raw", (cell) => cell.thriftRatio),
    ratioTable(summary, "lines", (cell) => cell.thriftRatio),
    heavySection(summary),
    "## Figures of this machine",
    figureTable(summary, "raw"),
    figureTable(summary, "lines"),
    "## Who was busy\n\nProcessor time of the server / of the load generator, in percent of one processor. Where the server is well under 100, it was not the limit: judge by its price.",
    busyTable(summary, "raw"),
    busyTable(summary, "lines"),
    summary.notes.length === 0
      ? ""
      : `## Notes\n\n${summary.notes.map((note) => `- ${note}`).join("\n")}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** Which columns a pattern has: its title, so that the reader need not look it up. */
function ratioTable(
  summary: Summary,
  protocol: Row["protocol"],
  read: (cell: Cell) => number,
): string {
  return patternTable(summary, protocol, (_, cell) => ratio(read(cell)));
}

function figureTable(summary: Summary, protocol: Row["protocol"]): string {
  return patternTable(summary, protocol, (pattern, cell) => {
    if (Number.isNaN(cell.figure)) return "–";
    const figure = `${significant(cell.figure)} ${pattern.unit}`;
    return pattern.inFlight === 1 && pattern.messageBytes < 1000
      ? `${figure} (p99 ${duration(cell.p99Us)})`
      : figure;
  });
}

function busyTable(summary: Summary, protocol: Row["protocol"]): string {
  const percent = (share: number) => (Number.isNaN(share) ? "–" : String(Math.round(share * 100)));
  return patternTable(
    summary,
    protocol,
    (_, cell) => `${percent(cell.serverBusy)} / ${percent(cell.loadBusy)}`,
  );
}

/** One row a server of this protocol, one column a pattern. */
function patternTable(
  summary: Summary,
  protocol: Row["protocol"],
  show: (pattern: Pattern, cell: Cell) => string,
): string {
  const patterns = PATTERNS.filter(({ protocols }) => protocols.includes(protocol));
  const rows = summary.rows.filter((row) => row.protocol === protocol);
  if (rows.length === 0) return "";
  return markdownTable(
    [protocol === "raw" ? "Bytes" : "Lines", ...patterns.map(({ title }) => title)],
    rows.map((row) => [
      row.title,
      ...patterns.map((pattern) => {
        const cell = row.cells.get(pattern.name);
        return cell === undefined ? "–" : show(pattern, cell);
      }),
    ]),
  );
}

function heavySection(summary: Summary): string {
  const table = markdownTable(
    ["Lines", "a small line waits, median", "p99", "the heavy request takes"],
    summary.rows.flatMap(({ title, heavy }) =>
      heavy === undefined
        ? []
        : [
            [
              title,
              duration(heavy.p50Ms * 1000),
              duration(heavy.p99Ms * 1000),
              duration(heavy.heavyMs * 1000),
            ],
          ],
    ),
  );
  return table === "" ? "" : `## One client computes, another asks little\n\n${table}`;
}
