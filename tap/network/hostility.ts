/**
 * What a network may do to a connection without breaking any promise of TCP: it keeps the order of the
 * bytes, and nothing else. Each of these has been seen in the wild; a right program lives with all.
 */

/** What is done to each connection; nothing when empty. */
export interface Hostility {
  /** Cuts what passes into pieces of so many bytes; the receiver reads each by itself. */
  split?: number;
  /** Gathers what comes until the flow pauses, and delivers it as one. */
  join?: boolean;
  /** Everything arrives so many milliseconds later. */
  delayMs?: number;
  /** After so many bytes, both directions counted together, nothing passes any more, not even an end. */
  dropAfter?: number;
  /** After so many bytes, both directions counted together, both sides get a reset (RST). */
  resetAfter?: number;
}

/** What the network does, as a sentence without its subject: "cuts every chunk into single bytes". */
export function describeHostility(hostility: Hostility): string {
  const { split, join, delayMs, dropAfter, resetAfter } = hostility;
  const deeds = [
    join === true ? "joins what comes until the flow pauses" : "",
    split === undefined ? "" : `cuts every chunk into ${piecesOf(split)}`,
    delayMs === undefined ? "" : `delivers everything ${delayMs} ms later`,
    dropAfter === undefined ? "" : `falls silent after ${bytes(dropAfter)}`,
    resetAfter === undefined ? "" : `resets both sides after ${bytes(resetAfter)}`,
  ].filter((deed) => deed !== "");
  return deeds.length === 0 ? "passes everything on as it comes" : deeds.join(", ");
}

function piecesOf(length: number): string {
  return length === 1 ? "single bytes" : `pieces of ${length} bytes`;
}

function bytes(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}
