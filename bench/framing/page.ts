/** The results of the framing bench as Markdown: ratios first, since they hold on other machines. */
import { markdownTable, ratio, significant } from "../markdown-table.ts";
import { median, medianRatio } from "../statistics.ts";
import { SHAPES, type Shape } from "./shapes.ts";

/** Bodies in a second by `"contestant shape"`, round after round; undefined where it failed. */
export type Samples = ReadonlyMap<string, readonly (number | undefined)[]>;

/**
 * The whole page.
 *
 * @param contestants in the order of the table; the first is the limit of all
 */
export function renderPage(
  contestants: readonly { name: string; title: string }[],
  samples: Samples,
  circumstances: string,
  notes: readonly string[],
): string {
  const [limit] = contestants;
  const read = (name: string | undefined, shape: Shape) =>
    samples.get(`${name} ${shape.name}`) ?? [];
  const table = (show: (name: string, shape: Shape) => string) =>
    markdownTable(
      ["Decoder", ...SHAPES.map(({ title }) => title)],
      contestants.map(({ name, title }) => [title, ...SHAPES.map((shape) => show(name, shape))]),
    );
  const sections = [
    "# Frame decoders\n\nWritten by `npm run bench -- framing`; what it measures stands in [bench/README.md](../README.md).",
    circumstances,
    "## Speed against a plain copy\n\nMedian of the ratios of each round; 1.00 is as fast as copying every byte once, more is faster.",
    table((name, shape) => ratio(medianRatio(read(name, shape), read(limit?.name, shape)))),
    "## Figures of this machine",
    table((name, shape) => figure(shape, read(name, shape))),
    notes.length === 0 ? "" : `## Notes\n\n${notes.map((note) => `- ${note}`).join("\n")}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function figure({ unit, bodyBytes }: Shape, bodies: readonly (number | undefined)[]): string {
  const perSecond = median(bodies.filter((each) => each !== undefined));
  if (Number.isNaN(perSecond)) return "–";
  const value = unit === "MB/s" ? (perSecond * bodyBytes) / 1e6 : perSecond;
  return `${significant(value)} ${unit}`;
}
