/** Panels of bars, two beside each other, as one SVG: drawn by echarts without a browser. */
import * as echarts from "echarts";

const WIDTH = 960;
const PANEL_HEIGHT = 320;
const BAR_STEP = 30;
const TEXT_COLOUR = "#222222";

export interface Bar {
  /** Stands at the left of the bar; an empty one leaves a gap. */
  name: string;
  value: number;
}

export interface Panel {
  title: string;
  bars: readonly Bar[];
  label(value: number): string;
}

export interface BarPanels {
  /** What the picture shows, for those who cannot see it. */
  description: string;
  /** Those without bars leave their place empty. */
  panels: readonly Panel[];
  /** Of the bars, by their names. */
  colours: Readonly<Record<string, string>>;
  /** Of the whole picture; a panel takes 320. */
  height: number;
}

/** The SVG's text. Names that begin with `lab-` are ours, and bold. */
export function renderBarPanels(picture: BarPanels): string {
  const { height } = picture;
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    chart.setOption(optionsOf(picture));
    return plainSvg(chart.renderToSVGString(), picture.description);
  } finally {
    chart.dispose();
  }
}

/** Adds a description, and takes out what echarts adds for a page's scripts and a hovering pointer. */
function plainSvg(svg: string, description: string): string {
  return svg
    .replace(">", `><title>${description}</title>`)
    .replace(/<style.*<\/style>\n/s, "")
    .replaceAll(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, "");
}

function optionsOf({ panels, colours }: BarPanels): echarts.EChartsCoreOption {
  const placed = panels
    .map((panel, index) => ({
      ...panel,
      left: index % 2 === 0 ? 0 : WIDTH / 2,
      top: Math.floor(index / 2) * PANEL_HEIGHT,
    }))
    .filter(({ bars }) => bars.length > 0);
  return {
    animation: false,
    backgroundColor: "#ffffff",
    title: placed.map(({ title, left, top }) => ({
      text: title,
      left: left + 16,
      top: top + 12,
      textStyle: { fontSize: 15, color: TEXT_COLOUR },
    })),
    grid: placed.map(({ left, top, bars }) => ({
      left: left + 110,
      top: top + 44,
      width: WIDTH / 2 - 200,
      height: bars.length * BAR_STEP,
    })),
    xAxis: placed.map((_, gridIndex) => ({ type: "value", gridIndex, show: false })),
    yAxis: placed.map(({ bars }, gridIndex) => ({
      type: "category",
      gridIndex,
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: TEXT_COLOUR, fontSize: 13 },
    })),
    series: placed.map(({ bars, label }, index) => ({
      type: "bar",
      xAxisIndex: index,
      yAxisIndex: index,
      barWidth: 20,
      data: bars.map(({ name, value }) => ({
        value,
        itemStyle: { color: colours[name] },
        label: {
          show: name !== "",
          position: "right",
          formatter: label(value),
          color: TEXT_COLOUR,
          fontSize: 13,
          fontWeight: name.startsWith("lab-") ? "bold" : "normal",
        },
      })),
    })),
  };
}
