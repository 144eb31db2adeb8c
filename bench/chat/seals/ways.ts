/**
 * Ways to bring some messages, due in one turn of the event loop, to all members of a room: everything
 * between the events and the bytes that are written. Pure computing: no socket here.
 */
import { randomBytes } from "node:crypto";
import { FernetKey } from "../../../labs/09-chat/a-channel/fernet.ts";
import {
  encodeRecord,
  FernetProtection,
} from "../../../labs/09-chat/a-channel/record-protection.ts";
import type { ChatEvent } from "../../../labs/09-chat/protocol/messages.ts";
import { MAX_JSON_BYTES, RECORD } from "../../../labs/09-chat/protocol/wire.ts";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { LastingSealer } from "./lasting-sealer.ts";

const KEY_BYTES = 32;
const TYPE = RECORD.SERVER_TO_CLIENT;

export interface Way {
  name: string;
  title: string;
  /** Makes a room; then each call makes all frames for these events and counts their bytes. */
  open(members: number): (events: readonly ChatEvent[]) => number;
}

export const WAYS: readonly Way[] = [
  {
    name: "naive",
    title: "a seal for each member and message",
    open(members) {
      const protections = protectionsOf(members);
      return (events) =>
        sum(events, (event) =>
          sum(protections, (protection) => frame(protection.seal(TYPE, JSON.stringify([event])))),
        );
    },
  },
  {
    name: "ours",
    title: "**a seal for each member, with all that is due to it (lab 09)**",
    open(members) {
      const protections = protectionsOf(members);
      return (events) => {
        const texts = events.map((event) => JSON.stringify(event));
        return sum(protections, (protection) =>
          sum(recordsOf(texts), (text) => frame(protection.seal(TYPE, text))),
        );
      };
    },
  },
  {
    name: "lasting",
    title: "the same with a cipher object that lasts (thought experiment)",
    open(members) {
      const sealers = Array.from(
        { length: members },
        () => new LastingSealer(new FernetKey(randomBytes(KEY_BYTES))),
      );
      let sequence = 0;
      return (events) => {
        const texts = events.map((event) => JSON.stringify(event));
        sequence += 1;
        return sum(sealers, (sealer) =>
          sum(recordsOf(texts), (text) =>
            frame(Buffer.from(sealer.seal(encodeRecord(sequence, TYPE, text)), "latin1")),
          ),
        );
      };
    },
  },
  {
    name: "shared",
    title: "one key for the whole room: any member could forge (thought experiment)",
    open(members) {
      const [protection] = protectionsOf(1);
      return (events) => {
        const texts = events.map((event) => JSON.stringify(event));
        const frames = recordsOf(texts).map((text) =>
          encodeFrame(protection?.seal(TYPE, text) ?? new Uint8Array()),
        );
        return members * sum(frames, ({ length }) => length);
      };
    },
  },
  {
    name: "plain",
    title: "no seal at all, as inside TLS",
    open(members) {
      return (events) => {
        const texts = events.map((event) => JSON.stringify(event));
        return sum(Array(members).keys(), () => sum(recordsOf(texts), (text) => frame(text)));
      };
    },
  },
];

/** As many events in each record as fit: the text of a record is a list. */
export function recordsOf(texts: readonly string[]): string[] {
  const records: string[] = [];
  let start = 0;
  let bytes = 0;
  for (const [index, text] of texts.entries()) {
    const more = Buffer.byteLength(text) + 1;
    if (bytes + more > MAX_JSON_BYTES && index > start) {
      records.push(`[${texts.slice(start, index).join(",")}]`);
      start = index;
      bytes = 0;
    }
    bytes += more;
  }
  records.push(`[${texts.slice(start).join(",")}]`);
  return records;
}

function protectionsOf(members: number): FernetProtection[] {
  const key = () => new FernetKey(randomBytes(KEY_BYTES));
  return Array.from({ length: members }, () => new FernetProtection({ own: key(), other: key() }));
}

/** The bytes of a frame that was made. */
function frame(body: string | Uint8Array): number {
  return encodeFrame(body).length;
}

function sum<Item>(items: Iterable<Item>, measure: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += measure(item);
  return total;
}
