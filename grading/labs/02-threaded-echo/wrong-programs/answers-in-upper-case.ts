/**
 * A program that answers in upper case.
 *
 * @file conversation.ts
 * @caughtBy each line is answered with the thread's and the line's number
 * @says came back in upper or lower case
 */

export function reply(line: string): string {
  if (line.startsWith(PRIMES_REQUEST)) return replyToPrimes(line.slice(PRIMES_REQUEST.length));
  if (line === "crash") throw new Error("the thread crashed, as the client had asked");
  return line.toUpperCase();
}
