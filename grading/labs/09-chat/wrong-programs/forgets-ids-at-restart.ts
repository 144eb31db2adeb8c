/**
 * A program that forgets the ids of messages when it is started anew.
 *
 * @file d-delivery/history.ts
 * @caughtBy a restart keeps users, history and acknowledgements
 * @says Its id stands in history.csv
 */

export class History {
  #takeOver(row: HistoryRow): string | undefined {
    const parsed = parseHistoryRow(row);
    if (!parsed.ok) {
      // Somebody may have seen a message of this number: the next one gets a larger one.
      this.#given = Math.max(this.#given, numberIn(row) ?? 0);
      return parsed.reason;
    }
    const entry = parsed.value;
    const number = entry.type === "message" ? entry.message.number : entry.number;
    // The row that `clear` leaves has the number of the last message before it.
    const isBehind = entry.type === "message" ? number > this.#given : number >= this.#given;
    if (!isBehind) return "its number is not larger than the one before";
    this.#given = number;
    this.#last = number;
    if (entry.type === "cleared") return undefined;
    this.#keep(entry.message);
    return undefined;
  }
}
