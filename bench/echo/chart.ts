/** The results as one picture: four panels of bars, drawn by echarts without a browser. */
import * as echarts from "echarts";
import { duration, significant } from "../markdown-table.ts";
import type { Row, Summary } from "./summary.ts";

const WIDTH = 960;
const PANEL_HEIGHT = 320;
const HEIGHT = PANEL_HEIGHT + 210;
const BAR_STEP = 30;

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

interface Bar {
  name: string;
  value: number;
}

/** Parts the servers that echo bytes from those that answer lines: they do different work. */
const GAP: Bar = { name: "", value: Number.NaN };

interface Panel {
  title: string;
  value(row: Row): number | undefined;
  label(value: number): string;
}

const PANELS: readonly Panel[] = [
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
  const chart = echarts.init(null, null, {
    renderer: "svg",
    ssr: true,
    width: WIDTH,
    height: HEIGHT,
  });
  try {
    chart.setOption(optionsOf(summary));
    return plainSvg(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** Adds a description, and takes out what echarts adds for a page's scripts and a hovering pointer. */
function plainSvg(svg: string): string {
  return svg
    .replace(">", `><title>${DESCRIPTION}</title>`)
    .replace(/<style.*<\/style>\n/s, "")
    .replaceAll(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, "");
}

function optionsOf(summary: Summary): echarts.EChartsCoreOption {
  const panels = PANELS.map((panel, index) => ({
    ...panel,
    index,
    left: index % 2 === 0 ? 0 : WIDTH / 2,
    top: index < 2 ? 0 : PANEL_HEIGHT,
    bars: barsOf(panel, summary),
  })).filter(({ bars }) => bars.length > 0);
  return {
    animation: false,
    backgroundColor: "#ffffff",
    title: panels.map(({ title, left, top }) => ({
      text: title,
      left: left + 16,
      top: top + 12,
      textStyle: { fontSize: 15, color: "#222222" },
    })),
    grid: panels.map(({ left, top, bars }) => ({
      left: left + 110,
      top: top + 44,
      width: WIDTH / 2 - 200,
      height: bars.length * BAR_STEP,
    })),
    xAxis: panels.map((_, gridIndex) => ({ type: "value", gridIndex, show: false })),
    yAxis: panels.map(({ bars }, gridIndex) => ({
      type: "category",
      gridIndex,
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: "#222222", fontSize: 13 },
    })),
    series: panels.map(({ bars, label }, index) => ({
      type: "bar",
      xAxisIndex: index,
      yAxisIndex: index,
      barWidth: 20,
      data: bars.map(({ name, value }) => ({
        value,
        itemStyle: { color: COLOURS[name] },
        label: {
          show: name !== GAP.name,
          position: "right",
          formatter: label(value),
          color: "#222222",
          fontSize: 13,
          fontWeight: name.startsWith("lab-") ? "bold" : "normal",
        },
      })),
    })),
  };
}

function barsOf(panel: Panel, summary: Summary): Bar[] {
  const groups = (["raw", "lines"] as const).map((protocol) =>
    summary.rows
      .filter((row) => row.protocol === protocol)
      .map((row) => ({ name: row.name, value: panel.value(row) ?? Number.NaN }))
      .filter(({ value }) => !Number.isNaN(value)),
  );
  const [raw = [], lines = []] = groups;
  return raw.length > 0 && lines.length > 0 ? [...raw, GAP, ...lines] : [...raw, ...lines];
}
