/** Reading a host that a person typed: an IPv4 or IPv6 address, or a name. */
import { isIPv4, isIPv6 } from "node:net";
import { invalid, type Result, valid } from "./result.ts";

/** What a name may be at most, in characters (RFC 1035 section 2.3.4, less the root's dot). */
const MAX_NAME_LENGTH = 253;

/** One part of a name: letters, digits and inner hyphens, 63 characters at most (RFC 1123 section 2.1). */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A port behind a host, as people copy it from "listening on 127.0.0.1:9090". */
const WITH_PORT = /^(?:\[.*\]|[^:]*):\d+$/;

/** Reads a host. An IPv6 address may stand in brackets, as in a URL; they are taken off. */
export function parseHost(text: string): Result<string> {
  if (isIPv4(text)) return valid(text);
  if (WITH_PORT.test(text)) return invalid("it has a port in it; set the port with --port");
  if (text.includes("://")) return invalid("this is a URL; a host is only the name in it");
  return parseIPv6OrName(text);
}

/**
 * Reads what is no IPv4 address. A name whose last part is a number is a mistyped one ("256.1.1.1"):
 * no top-level domain is a number, and some systems read such a name as an address of their own making.
 *
 * @exercise 04.2 Accept IPv6 with or without brackets, and names; refuse everything else with a reason that helps.
 */
function parseIPv6OrName(text: string): Result<string> {
  const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (isIPv6(host)) return valid(host);
  if (host === "") return invalid("a host is a name or an address, such as localhost or 127.0.0.1");
  if (host !== text || host.includes(":")) return invalid("this is no IPv6 address");
  const labels = host.split(".");
  if (/^\d+$/.test(labels.at(-1) ?? "")) return invalid("this is no IPv4 address");
  if (host.length > MAX_NAME_LENGTH || !labels.every((label) => LABEL.test(label))) {
    return invalid("a name has letters, digits, hyphens and dots only");
  }
  return valid(host);
}
