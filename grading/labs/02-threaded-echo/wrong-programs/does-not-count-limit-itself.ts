/**
 * A program that does not count the limit itself.
 *
 * @file conversation.ts
 * @caughtBy primes are counted
 * @says the limit itself counts
 */

export function countPrimes(limit: number): number {
  let count = 0;
  for (let number = 2; number < limit; number += 1) {
    if (isPrime(number)) count += 1;
  }
  return count;
}
