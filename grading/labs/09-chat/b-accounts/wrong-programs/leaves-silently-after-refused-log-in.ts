/**
 * A program that leaves silently after a refused log-in.
 *
 * @file returning-client.ts
 * @caughtBy a refused log-in ends the client with status 1
 * @says From a pipe nobody can be asked again
 */

export class ReturningClient {
  async #talk(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const end = await this.#runConnection();
      if (this.#isLeaving || "type" in end) return;
      if (this.#hasBeenIn) {
        if (!end.again) throw failureOf(end, this.#options.address);
        if (performance.now() - this.#loggedInAtMs > STEADY_MS) attempt = 0;
        await this.#wait(end, attempt);
      } else if (!this.#tookLong) {
        throw failureOf(end, this.#options.address);
      }
    }
  }
}
