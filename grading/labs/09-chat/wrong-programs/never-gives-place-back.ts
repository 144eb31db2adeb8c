/**
 * A program that never gives a place back.
 *
 * @file connection/connection-limiter.ts
 * @caughtBy one address has so many connections, and no more
 * @says its place is free
 */

export class ConnectionLimiter {
  release(host: string): void {}
}
