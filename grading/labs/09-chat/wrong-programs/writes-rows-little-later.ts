/**
 * A program that writes the rows a little later.
 *
 * @file d-delivery/history.ts
 * @caughtBy nobody hears of a message before its row is on disk
 * @says tell it when it is on disk
 */

export class History {
  async #store(from: string, id: string, text: string): Promise<Message> {
    this.#given++;
    const message = { number: this.#given, time: now(), from, text };
    setTimeout(() => void this.#file.append(rowOf(message, id)), 50);
    this.#keep(message);
    return message;
  }
}
