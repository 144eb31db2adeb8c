/**
 * A program that splits a line at blanks and passes over what follows the limit.
 *
 * @file conversation.ts
 * @caughtBy a wrong limit is answered
 * @says ask for digits only
 */

export function reply(line: string): string {
  if (line.startsWith(PRIMES_REQUEST)) return replyToPrimes(line.split(" ")[1] ?? "");
  if (line === "crash") throw new Error("the thread crashed, as the client had asked");
  return line;
}
