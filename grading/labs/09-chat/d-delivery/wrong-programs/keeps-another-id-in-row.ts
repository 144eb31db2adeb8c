/**
 * A program that keeps another id in a message's row.
 *
 * @file history.ts
 * @caughtBy a restart keeps users, history and acknowledgements
 * @says Its id stands in history.csv
 */

export class History {
  #store(message: Message, id: string): Row {
    const { number, from } = message;
    this.#given = number;
    const row = rowOf(message, String(number));
    const stored = this.#file.append(row).then(() => this.#keep(message));
    stored.catch(() => this.#ids.forget(from, id));
    return { number, stored };
  }
}
