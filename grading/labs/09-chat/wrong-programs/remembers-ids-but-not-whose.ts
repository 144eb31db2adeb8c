/**
 * A program that remembers ids, but not whose.
 *
 * @file d-delivery/history.ts
 * @caughtBy a message that comes again is acknowledged again, and not said again
 * @says bob's is another message
 */

const canonicalName = (_user: string) => "";
