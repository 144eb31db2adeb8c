/** The result of reading text that a person typed: wrong input is expected, so it is a value and no exception. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; reason: string };

/** The text meant this value. */
export function valid<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** The text is refused; the reason completes the sentence `Cannot use "…" as …: `. */
export function invalid(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
