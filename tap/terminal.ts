/**
 * The tap in a terminal: a line that says what passed, and its bytes below.
 *
 *     0.102 s  client ──▶ server  line of 6 bytes
 *         68 65 6c│6c 6f 0a                                hello↵
 *
 * A bar stands where a new chunk began.
 */
import type { styleText } from "node:util";
import {
  announcedLength,
  describe,
  describeUnit,
  type Happening,
  nameOf,
  showTime,
} from "./happening.ts";
import type { Side } from "./network/wire-event.ts";
import { BYTES_A_ROW, type Row, rowsOf, showable } from "./rows.ts";
import type { Part, Unit } from "./unit.ts";

/** Colours a text, or leaves it as it is where there are no colours. */
export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

const INDENT = "    ";

const COLOUR_OF_SIDE = { client: "cyan", server: "magenta" } as const;
const COLOUR_OF_PART = { header: "yellow", body: "green" } as const;

/** Where the arrow ends: bytes arrive, a direction ends, a connection breaks. */
const ARROWS = {
  unit: { client: "──▶", server: "◀──" },
  end: { client: "──┤", server: "├──" },
  reset: { client: "──✕", server: "✕──" },
} as const;

/** The lines that tell of it. Nothing in them acts on the terminal but the colours of `paint`. */
export function terminalLines(happening: Happening, paint: Paint): string[] {
  const time = showTime(happening.atMs).padStart(10);
  const ends = `${arrowOf(happening, paint)}  `;
  if (happening.type !== "unit") return [`${time}  ${ends}${paint("dim", describe(happening))}`];
  const { unit } = happening;
  const title = `${time}  ${ends}${describeUnit(unit)}`;
  return [title, ...unit.parts.flatMap((part) => partLines(part, unit, paint))];
}

function arrowOf(happening: Happening, paint: Paint): string {
  const { type, connection } = happening;
  const between = (arrow: string) => `${nameOf("client", connection)} ${arrow} server`;
  if (type === "connect") return between(paint("dim", "──○"));
  if (type === "unreachable") return between(paint("red", "──✕"));
  if (type === "silence") return between(paint("red", " ✕ "));
  if (happening.from === "network") return between(paint("red", "✕─✕"));
  const from: Side = happening.from;
  const colour = type === "reset" ? "red" : COLOUR_OF_SIDE[from];
  return between(paint(colour, ARROWS[type][from]));
}

function partLines(part: Part, unit: Unit, paint: Paint): string[] {
  const rows = rowsOf(part.shown, part.cuts);
  const colour = COLOUR_OF_PART[part.role];
  const lines = rows.map((row) => `${INDENT}${rowLine(row, part, unit, paint)}`);
  const isLong = rows.length > 1 && unit.kind !== "chunk";
  if (isLong) lines.unshift(`${INDENT} ${paint(colour, showable(part.shown))}`);
  const hidden = part.length - part.shown.length;
  if (hidden > 0) lines.push(`${INDENT} … and ${hidden} bytes more`);
  return lines;
}

function rowLine(row: Row, part: Part, unit: Unit, paint: Paint): string {
  const colour = COLOUR_OF_PART[part.role];
  const cells = row.cells.map(({ hex, isCut }) =>
    isCut ? `${paint("dim", "│")}${paint(colour, hex)}` : ` ${paint(colour, hex)}`,
  );
  const space = "   ".repeat(BYTES_A_ROW - row.cells.length);
  const length = part.role === "header" ? announcedLength(unit) : undefined;
  const text = length === undefined ? row.text : `length ${length}`;
  return `${cells.join("")}${space}  ${paint(colour, text)}`;
}
