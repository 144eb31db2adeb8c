/**
 * A program that clears the file, and remembers everything.
 *
 * @file d-delivery/history.ts
 * @caughtBy clear history empties it, and the numbers go on
 * @says still in the server's memory
 */

export class History {
  async clear(): Promise<number> {
    const count = this.#size;
    const audit = {
      number: this.#given,
      time: now(),
      from: "",
      text: `cleared: ${count} messages`,
    };
    await this.#file.replaceAll([rowOf(audit, "")]);
    // What was added before has arrived by now, and what was added behind it comes after this.
    this.#size = 0;
    return count;
  }
}
