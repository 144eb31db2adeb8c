/** The results as one picture: four panels of bars. */
import { type Bar, renderBarPanels } from "../bar-panels.ts";
import { duration, significant } from "../markdown-table.ts";
import type { Row, Summary } from "./summary.ts";

/** Two rows of panels; the second has fewer bars. */
const HEIGHT = 530;

/** Okabe and Ito's colours: told apart by people with any colour vision. */
const COLOURS: Readonly<Record<string, string>> = {
  "epoll-c": "#999999",
  "bare-net": "#56b4e9",
  "lab-01": "#0072b2",
  socat: "#e69f00",
  python: "#cc79a7",
  "one-loop": "#f0e442",
  "bare-worker": "#7fd1b4",
  "lab-02": "#009e73",
};

/** Parts the servers that echo bytes from those that answer lines: they do different work. */
const GAP: Bar = { name: "", value: Number.NaN };

interface Figure {
  title: string;
  value(row: Row): number | undefined;
  label(value: number): string;
}

const FIGURES: readonly Figure[] = [
  {
    title: "50 clients, one message in flight each: messages/s",
    value: (row) => row.cells.get("crowd")?.figure,
    label: significant,
  },
  {
    title: "50 clients, 64 messages in flight each: messages/s",
    value: (row) => row.cells.get("flood")?.figure,
    label: significant,
  },
  {
    title: "50 clients, chunks of 64 KiB: MB/s",
    value: (row) => row.cells.get("streams")?.figure,
    label: significant,
  },
  {
    title: "Another client computes: how long a line waits (p99)",
    value: (row) => row.heavy?.p99Ms,
    label: (milliseconds) => duration(milliseconds * 1000),
  },
];

/** What the picture shows, for those who cannot see it; the figures stand in the table beside it. */
const DESCRIPTION =
  "Bars: speed of the echo servers, and the wait of a line while another client computes";

/** The SVG's text. */
export function renderChart(summary: Summary): string {
  return renderBarPanels({
    description: DESCRIPTION,
    panels: FIGURES.map((figure) => ({ ...figure, bars: barsOf(figure, summary) })),
    colours: COLOURS,
    height: HEIGHT,
  });
}

function barsOf(figure: Figure, summary: Summary): Bar[] {
  const groups = (["raw", "lines"] as const).map((protocol) =>
    summary.rows
      .filter((row) => row.protocol === protocol)
      .map((row) => ({ name: row.name, value: figure.value(row) ?? Number.NaN }))
      .filter(({ value }) => !Number.isNaN(value)),
  );
  const [raw = [], lines = []] = groups;
  return raw.length > 0 && lines.length > 0 ? [...raw, GAP, ...lines] : [...raw, ...lines];
}
