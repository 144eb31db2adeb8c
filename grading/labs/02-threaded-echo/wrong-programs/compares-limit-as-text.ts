/**
 * A program that compares a limit as text.
 *
 * @file conversation.ts
 * @caughtBy a wrong limit is answered
 * @says make a number of the digits before you compare
 */

function replyToPrimes(limitText: string): string {
  const limit = Number(limitText);
  if (!/^\d+$/.test(limitText) || limitText > String(MAX_PRIMES_LIMIT)) {
    return `error: a limit is a whole number in digits, at most ${MAX_PRIMES_LIMIT}`;
  }
  return `${countPrimes(limit)} primes up to ${limit}`;
}
