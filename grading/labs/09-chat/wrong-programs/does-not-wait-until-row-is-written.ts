/**
 * A program that does not wait until the row is written.
 *
 * @file d-delivery/history.ts
 * @caughtBy nobody hears of a message that the disk does not take
 * @says told the room first and wrote the row afterwards
 */

export class History {
  #store(message: Message, id: string): Row {
    const { number } = message;
    this.#given = number;
    this.#file.append(rowOf(message, id)).catch(() => {});
    this.#keep(message);
    return { number, stored: Promise.resolve() };
  }
}
