/**
 * A program that does not wait until the row is written.
 *
 * @file d-delivery/history.ts
 * @caughtBy nobody hears of a message that the disk does not take
 * @says told the room first and wrote the row afterwards
 */

export class History {
  async #store(from: string, id: string, text: string): Promise<Message> {
    this.#given++;
    const message = { number: this.#given, time: now(), from, text };
    this.#file.append(rowOf(message, id)).catch(() => {});
    this.#keep(message);
    return message;
  }
}
