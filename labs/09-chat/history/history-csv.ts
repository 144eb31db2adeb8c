/**
 * The messages in `history.csv`: each is a row, and those that there is no room for in memory are found
 * again. What stands in the file may come from another program or from a person, and every client that gets
 * it believes it: a row is checked as strictly as what a client sends.
 *
 * Rows are found by marks, one for about every hundredth: its number, and where it begins.
 *
 *     mark 1      …100 rows…     mark 101     …100 rows…     mark 201
 *     byte 24                    byte 9,120                  byte 18,633
 *
 * A page is read in some fractions of a millisecond, a few marks at a time, so it is read at once.
 */
import { closeSync, openSync, readSync } from "node:fs";
import * as v from "valibot";
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import { csvRowOf, type Row } from "../../../shared/storage/csv-file.ts";
import type { Message } from "../protocol/messages.ts";
import { messageId, parseText, time } from "../protocol/schema.ts";
import { MAX_STORED_NUMBER } from "../protocol/wire.ts";
import { parseShownName } from "../users/member-name.ts";

export const COLUMNS = ["number", "time", "from", "id", "text"] as const;

/** So many names are remembered: to judge one takes as long as all the rest of a row, and the same ones come again. */
const MAX_NAMES = 10_000;

/** How many lines lie between two marks. */
const STRIDE_LINES = 100;

/** How much is read at once, in bytes, to look for line ends. */
const BLOCK_BYTES = 2 ** 18;

const LINE_END = 0x0a;

export type HistoryRow = Row<(typeof COLUMNS)[number]>;

/** What a row holds. */
type HistoryEntry =
  | { type: "message"; id: string; message: Message }
  /** Everything before it was cleared. */
  | { type: "cleared"; number: number };

export function rowOf({ number, time, from, text }: Message, id: string): HistoryRow {
  return { number: String(number), time, from, id, text };
}

/** Reads a row; the reason says which cell is wrong. */
export function parseHistoryRow(row: HistoryRow): Result<HistoryEntry> {
  const number = numberIn(row);
  if (number === undefined) return invalid("its number is none");
  if (!v.is(time, row.time)) return invalid("its time is none");
  if (row.from === "" && row.id === "") return valid({ type: "cleared", number });
  const from = nameIn(row.from);
  if (!from.ok) return invalid(`its name cannot be used: ${from.reason}`);
  if (!v.is(messageId, row.id)) return invalid("its id is none");
  const text = parseText(row.text);
  if (!text.ok) return invalid(`its text cannot be used: ${text.reason}`);
  const message = { number, time: row.time, from: from.value, text: text.value };
  return valid({ type: "message", id: row.id, message });
}

/** The number of a row, whatever else is wrong with it; undefined when it is none. */
export function numberIn({ number }: HistoryRow): number | undefined {
  const value = /^\d{1,16}$/.test(number) ? Number(number) : Number.NaN;
  return value <= MAX_STORED_NUMBER ? value : undefined;
}

const names = new Map<string, Result<string>>();

function nameIn(text: string): Result<string> {
  const known = names.get(text) ?? parseShownName(text);
  if (names.size >= MAX_NAMES) names.clear();
  names.set(text, known);
  return known;
}

interface Mark {
  /** Of the first message behind it. */
  number: number;
  /** Where its row begins, in bytes. */
  offset: number;
}

/** The messages that are in the file only, because there is no room for them in memory. */
export class OlderMessages {
  readonly #path: string;
  readonly #strideLines: number;
  /** In the order of the file. */
  #marks: Mark[] = [];
  /** Up to here the file was gone through. */
  #end = 0;
  /** Lines since the last mark. */
  #lines = 0;

  constructor(path: string, { strideLines = STRIDE_LINES } = {}) {
    this.#path = path;
    this.#strideLines = strideLines;
  }

  /** The file is another one now. */
  clear(): void {
    this.#marks = [];
    this.#end = 0;
    this.#lines = 0;
  }

  /** Goes on through the file, as far as it is written, and sets marks. */
  extend(): void {
    withFile(this.#path, (file) => {
      const block = Buffer.allocUnsafe(BLOCK_BYTES);
      for (;;) {
        const bytes = block.subarray(0, readSync(file, block, 0, BLOCK_BYTES, this.#end));
        const whole = bytes.subarray(0, bytes.lastIndexOf(LINE_END) + 1);
        if (whole.length === 0) return;
        this.#goThrough(whole);
        this.#end += whole.length;
      }
    });
  }

  /** Those with smaller numbers than this, the newest first. */
  *backwards(before: number): Generator<Message> {
    for (let at = this.#marks.length - 1; at >= 0; at--) {
      if ((this.#marks[at]?.number ?? 0) >= before) continue;
      for (const message of this.#messagesAt(at).reverse()) {
        if (message.number < before) yield message;
      }
    }
  }

  /** Those with larger numbers than the one, and smaller ones than the other, the oldest first. */
  *forwards(after: number, before: number): Generator<Message> {
    const first = this.#marks.findLastIndex(({ number }) => number <= after);
    for (let at = Math.max(0, first); at < this.#marks.length; at++) {
      for (const message of this.#messagesAt(at)) {
        if (message.number >= before) return;
        if (message.number > after) yield message;
      }
    }
  }

  /** @param whole lines with their ends, that begin at {@link #end} */
  #goThrough(whole: Buffer): void {
    for (let start = 0; start < whole.length; ) {
      const next = whole.indexOf(LINE_END, start) + 1;
      if (this.#marks.length === 0 || this.#lines >= this.#strideLines) {
        const number = messageIn(whole.toString("utf8", start, next))?.number;
        if (number !== undefined && number > (this.#marks.at(-1)?.number ?? 0)) {
          this.#marks.push({ number, offset: this.#end + start });
          this.#lines = 0;
        }
      }
      this.#lines++;
      start = next;
    }
  }

  /** What is between a mark and the next one. */
  #messagesAt(at: number): Message[] {
    const mark = this.#marks[at];
    if (mark === undefined) return [];
    const bytes = Buffer.allocUnsafe((this.#marks[at + 1]?.offset ?? this.#end) - mark.offset);
    const count = withFile(this.#path, (file) =>
      readSync(file, bytes, 0, bytes.length, mark.offset),
    );
    const messages: Message[] = [];
    for (const line of bytes.toString("utf8", 0, count).split("\n")) {
      const message = messageIn(line);
      if (message === undefined || message.number <= (messages.at(-1)?.number ?? 0)) continue;
      messages.push(message);
    }
    return messages;
  }
}

/** The message in a line of the file; undefined when it is none. */
function messageIn(line: string): Message | undefined {
  const row = csvRowOf(line.trimEnd(), COLUMNS);
  const parsed = row && parseHistoryRow(row);
  return parsed?.ok && parsed.value.type === "message" ? parsed.value.message : undefined;
}

function withFile<Read>(path: string, read: (file: number) => Read): Read {
  const file = openSync(path, "r");
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}
