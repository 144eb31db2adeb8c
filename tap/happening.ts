/** What the tap shows: what passed, in the order in which it passed, with its time. */

import { meaningOf } from "./meaning.ts";
import type { Side, WireEvent } from "./network/wire-event.ts";
import { lengthOf, type Unit } from "./unit.ts";

export type Happening = {
  /** Milliseconds since the first client came. */
  atMs: number;
  connection: number;
} & (
  | Exclude<WithoutConnection<WireEvent>, { type: "chunk" }>
  | { type: "unit"; from: Side; unit: Unit }
);

type WithoutConnection<Event> = Event extends unknown ? Omit<Event, "connection"> : never;

/** "client" and "server"; of later clients with their number: "client 2". */
export function nameOf(side: Side, connection: number): string {
  return side === "client" && connection > 1 ? `client ${connection}` : side;
}

/** "0.102 s". */
export function showTime(atMs: number): string {
  return `${(atMs / 1000).toFixed(3)} s`;
}

/** What a unit is, in words: "line of 6 bytes, in 2 chunks". */
export function describeUnit(unit: Unit): string {
  if (unit.kind === "no frame") {
    return `no frame: a header that announces ${announcedLength(unit)} bytes; from here on chunks`;
  }
  const bytes = showCount(lengthOf(unit), "byte");
  const chunks = unit.chunks > 1 ? `, in ${unit.chunks} chunks` : "";
  const shared = unit.sharesChunk ? ", in the same chunk" : "";
  const kind = unit.isWhole ? `${unit.kind} of ` : `part of a ${unit.kind}, `;
  const body = unit.parts.find(({ role }) => role === "body");
  const meaning = body === undefined ? undefined : meaningOf(body.shown, body.length);
  return `${kind}${bytes}${shared}${chunks}${meaning === undefined ? "" : `: ${meaning}`}`;
}

/** The length that the header of a frame announces; undefined when there is no whole header. */
export function announcedLength(unit: Unit): number | undefined {
  const header = unit.parts.find(({ role }) => role === "header");
  return header === undefined || header.length < 4 ? undefined : header.shown.readUInt32BE();
}

export function showCount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** What happened when it was no unit, in words. */
export function describe(happening: Exclude<Happening, { type: "unit" }>): string {
  const { connection, type } = happening;
  switch (type) {
    case "connect":
      return `${nameOf("client", connection)} connected`;
    case "unreachable":
      return `the server could not be reached (${happening.reason}): reset (RST)`;
    case "end":
      return `${nameOf(happening.from, connection)} ended its side (FIN)`;
    case "reset":
      return happening.from === "network"
        ? "the network reset both sides (RST)"
        : `${nameOf(happening.from, connection)} reset the connection (RST)`;
    case "silence":
      return "the network has fallen silent: nothing passes any more";
    default:
      return type satisfies never;
  }
}
