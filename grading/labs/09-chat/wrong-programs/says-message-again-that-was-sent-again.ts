/**
 * A program that says a message again that was sent again.
 *
 * @file d-delivery/history.ts
 * @caughtBy a message that comes again is acknowledged again, and not said again
 * @says Remember the last 256 ids of each user
 */

export class History {
  async add(from: string, id: string, text: string): Promise<Added> {
    const earlier = this.#ids.find(from, id);
    if (earlier !== undefined && id === from) return { number: await earlier };
    const storing = this.#store(from, id, text);
    this.#ids.remember(from, id, numberOf(storing));
    try {
      const message = await storing;
      return { number: message.number, message };
    } catch (error) {
      this.#ids.forget(from, id);
      throw error;
    }
  }
}
