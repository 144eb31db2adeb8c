/**
 * A program that lets one address in as often as it likes.
 *
 * @file connection/connection-limiter.ts
 * @caughtBy one address has so many connections, and no more
 * @says could have the server to itself
 */

export class ConnectionLimiter {
  admit(host: string): "in" | Obstacle {
    if (!this.#counts(host)) return "in";
    const key = rateLimitKey(host);
    const network = this.#networks.get(key) ?? { open: 0, arrivals: [] };
    const now = this.#now();
    network.arrivals = network.arrivals.filter((time) => now - time < WINDOW_MS);
    if (network.arrivals.length >= this.#limits.newPerAddress) return "too-many-new";
    network.open++;
    network.arrivals.push(now);
    this.#networks.delete(key); // so that it is set at the end of the order
    this.#networks.set(key, network);
    this.#forgetSome();
    return "in";
  }
}
