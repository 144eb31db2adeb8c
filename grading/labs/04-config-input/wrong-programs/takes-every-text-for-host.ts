/**
 * A program that takes every text for a host.
 *
 * @file shared/config/parse-host.ts
 * @caughtBy the server refuses what is no host
 * @says An empty host means every address
 */

function parseIPv6OrName(text: string): Result<string> {
  return valid(/^\[(.*)\]$/.exec(text)?.[1] ?? text);
}
