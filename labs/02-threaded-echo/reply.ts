/**
 * What the server has to say to one line: nearly always the line itself, an echo. Two lines are
 * requests:
 *
 *     primes LIMIT    counts the prime numbers up to LIMIT, which keeps a processor busy
 *     crash           a fault in the thread's program, made on purpose
 */
import { countPrimes } from "./count-primes.ts";

/** The largest limit: it takes this machine's processor about half a minute, and not for ever. */
export const HIGHEST_PRIMES_LIMIT = 50_000_000;

const PRIMES_REQUEST = "primes ";

/**
 * The reply to one line.
 *
 * @throws Error on the line `crash`
 */
export function reply(line: string): string {
  if (line.startsWith(PRIMES_REQUEST)) return replyToPrimes(line.slice(PRIMES_REQUEST.length));
  if (line === "crash") throw new Error("the thread crashed, as the client had asked");
  return line;
}

/**
 * The reply to `primes LIMIT`. A wrong limit is answered, not thrown: the client can try again.
 *
 * @exercise 02.4 Refuse what is not digits only, or more than HIGHEST_PRIMES_LIMIT, with a reply that begins "error: "; else count the primes, here in this thread.
 */
function replyToPrimes(limitText: string): string {
  const limit = Number(limitText);
  if (!/^\d+$/.test(limitText) || limit > HIGHEST_PRIMES_LIMIT) {
    return `error: a limit is a whole number in digits, at most ${HIGHEST_PRIMES_LIMIT}`;
  }
  return `${countPrimes(limit)} primes up to ${limit}`;
}
