/**
 * A program that reads a limit with Number alone.
 *
 * @file conversation.ts
 * @caughtBy a wrong limit is answered
 * @says ask for digits only
 */

function replyToPrimes(limitText: string): string {
  const limit = Number(limitText);
  if (limit > MAX_PRIMES_LIMIT) {
    return `error: a limit is a whole number in digits, at most ${MAX_PRIMES_LIMIT}`;
  }
  return `${countPrimes(limit)} primes up to ${limit}`;
}
