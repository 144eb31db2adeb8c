/** The results as one picture: how much, how soon, at what price, in the largest room. */
import { type Bar, renderBarPanels } from "../bar-panels.ts";
import { duration, significant } from "../markdown-table.ts";
import type { RunResult } from "./load/job.ts";
import type { Results } from "./page.ts";

/** Two rows of panels with nine bars. */
const HEIGHT = 640;

/** Okabe and Ito's colours, told apart by people with any colour vision; TLS is the paler one. */
const COLOURS: Readonly<Record<string, string>> = {
  relay: "#999999",
  "lab-09": "#0072b2",
  "lab-09-tls": "#7fb8d8",
  ngircd: "#009e73",
  "ngircd-tls": "#7fceb9",
  ws: "#d55e00",
  "ws-tls": "#eaae7f",
  "socket.io": "#cc79a7",
  "socket.io-tls": "#e5bcd3",
};

interface Figure {
  title: string;
  pattern: string;
  read(result: RunResult): number;
  label(value: number): string;
}

const FIGURES: readonly Figure[] = [
  {
    title: "one message: until the last has it (p99)",
    pattern: "alone",
    read: ({ reachP99Us }) => reachP99Us,
    label: duration,
  },
  {
    title: "one sender: deliveries/s",
    pattern: "stream",
    read: ({ deliveries, seconds }) => deliveries / seconds,
    label: significant,
  },
  {
    title: "all send: deliveries/s",
    pattern: "all",
    read: ({ deliveries, seconds }) => deliveries / seconds,
    label: significant,
  },
  {
    title: "all send: deliveries/s of server time",
    pattern: "all",
    read: ({ deliveries, seconds, serverBusy }) => deliveries / (seconds * serverBusy),
    label: significant,
  },
];

/** The SVG's text. */
export function renderChart(results: Results): string {
  const members = Math.max(...results.sizes);
  return renderBarPanels({
    description: `Bars: chats on loopback in a room of ${members} members`,
    panels: FIGURES.map((figure) => ({
      title: `${members} members, ${figure.title}`,
      bars: barsOf(figure, results, members),
      label: figure.label,
    })),
    colours: COLOURS,
    height: HEIGHT,
  });
}

function barsOf(
  { pattern, read }: Figure,
  { contestants, samples }: Results,
  members: number,
): Bar[] {
  return contestants
    .map(({ name }) => ({ name, value: samples.middle(name, pattern, members, read) }))
    .filter(({ value }) => !Number.isNaN(value));
}
