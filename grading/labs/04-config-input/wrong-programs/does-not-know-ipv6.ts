/**
 * A program that does not know IPv6.
 *
 * @file shared/config/parse-host.ts
 * @caughtBy an IPv6 address may stand in brackets
 * @says ::1 is an IPv6 address, and a host like any other
 */

function parseIPv6OrName(text: string): Result<string> {
  const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (host === "") return invalid("a host is a name or an address, such as localhost or 127.0.0.1");
  if (host !== text || host.includes(":")) return invalid("this is no IPv6 address");
  const labels = host.split(".");
  if (/^\d+$/.test(labels.at(-1) ?? "")) return invalid("this is no IPv4 address");
  if (host.length > MAX_NAME_LENGTH || !labels.every((label) => LABEL.test(label))) {
    return invalid("a name has letters, digits, hyphens and dots only");
  }
  return valid(host);
}
