/**
 * A program that takes a mistyped address for a name.
 *
 * @file shared/config/parse-host.ts
 * @caughtBy the server refuses what is no host
 * @says looks like an IPv4 address and is none
 */

function parseIPv6OrName(text: string): Result<string> {
  const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (isIPv6(host)) return valid(host);
  if (host === "") return invalid("a host is a name or an address, such as localhost or 127.0.0.1");
  if (host !== text || host.includes(":")) return invalid("this is no IPv6 address");
  const labels = host.split(".");

  if (host.length > MAX_NAME_LENGTH || !labels.every((label) => LABEL.test(label))) {
    return invalid("a name has letters, digits, hyphens and dots only");
  }
  return valid(host);
}
