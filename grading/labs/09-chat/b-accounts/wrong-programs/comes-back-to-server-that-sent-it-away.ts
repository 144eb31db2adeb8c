/**
 * A program that comes back to a server that sent it away.
 *
 * @file returning-client.ts
 * @caughtBy a server that wants nobody back is obeyed
 * @says It comes back by itself
 */

export class ReturningClient {
  async #talk(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const end = await this.#runConnection();
      if (this.#isLeaving) return;
      if ("type" in end) {
        await this.#askAgain(end);
      } else if (this.#hasBeenIn) {
        if (performance.now() - this.#loggedInAtMs > STEADY_MS) attempt = 0;
        await this.#wait(end, attempt);
      } else if (!this.#tookLong) {
        throw failureOf(end, this.#options.address);
      }
    }
  }
}
