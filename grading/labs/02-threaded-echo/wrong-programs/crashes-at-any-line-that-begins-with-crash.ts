/**
 * A program that crashes at any line that begins with crash.
 *
 * @file conversation.ts
 * @caughtBy only the whole line is a request
 * @says only a part of the line is one
 */

export function reply(line: string): string {
  if (line.startsWith(PRIMES_REQUEST)) return replyToPrimes(line.slice(PRIMES_REQUEST.length));
  if (line.split(" ")[0] === "crash")
    throw new Error("the thread crashed, as the client had asked");
  return line;
}
