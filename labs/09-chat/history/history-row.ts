/**
 * A message as a row of `history.csv`. What stands in the file may come from another program or from a
 * person, and every client that gets it believes it: it is checked as strictly as what a client sends.
 */

import * as v from "valibot";
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import type { Row } from "../../../shared/storage/csv-file.ts";
import type { Message } from "../protocol/messages.ts";
import { parseText } from "../protocol/parse-text.ts";
import { messageId, time } from "../protocol/schema.ts";
import { MAX_STORED_NUMBER } from "../protocol/wire.ts";
import { parseShownName } from "../users/member-name.ts";

export const COLUMNS = ["number", "time", "from", "id", "text"] as const;

export type HistoryRow = Row<(typeof COLUMNS)[number]>;

/** What a row holds. */
export type HistoryEntry =
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

/** So many names are remembered: to judge one takes as long as all the rest of a row, and the same ones come again. */
const MAX_NAMES = 10_000;

const names = new Map<string, Result<string>>();

function nameIn(text: string): Result<string> {
  const known = names.get(text) ?? parseShownName(text);
  if (names.size >= MAX_NAMES) names.clear();
  names.set(text, known);
  return known;
}
