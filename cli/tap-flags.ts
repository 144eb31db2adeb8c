/** The flags of `npm run lab NN tap`: what is shown, where it listens, and what the network does. */
import { resolve } from "node:path";
import { parseHost } from "../shared/config/parse-host.ts";
import { parsePort } from "../shared/config/parse-port.ts";
import type { Result } from "../shared/config/result.ts";
import type { Address } from "../shared/net/address.ts";
import { FORMS, type Form } from "../tap/form.ts";
import type { Hostility } from "../tap/network/hostility.ts";
import { type FlagKinds, readCommandLine } from "./arguments.ts";
import { Refusal } from "./refusal.ts";

export const TAP_FLAGS: FlagKinds = {
  as: "string",
  html: "string",
  listen: "string",
  to: "string",
  split: "string",
  join: "boolean",
  delay: "string",
  "drop-after": "string",
  "reset-after": "string",
};

export interface TapFlags {
  /** What is shown as one, where it is not what the lab's number says. */
  form: Form | undefined;
  /** Where the page is to be written. */
  html: string | undefined;
  /** Where clients connect; any free port when not said. */
  listen: Address | undefined;
  /** The server of another terminal or machine: then no pair is started. */
  to: Address | undefined;
  hostility: Hostility;
  /** The tap's own flags as they were given. */
  own: string[];
  /** The flags that are left, for the pair's server. */
  rest: string[];
}

/** @throws Refusal when a value cannot be used */
export function readTapFlags(all: readonly string[]): TapFlags {
  const { flags, passedOn, words } = readCommandLine(all, TAP_FLAGS);
  const [word] = words;
  if (word !== undefined) throw new Refusal(`Cannot read "${word}": tap takes no such word`);
  const html = flags.get("html");
  return {
    form: readForm(flags.get("as")),
    html: html === undefined ? undefined : resolve(process.env.INIT_CWD ?? ".", html),
    listen: readAddress("listen", flags),
    to: readAddress("to", flags),
    hostility: readHostility(flags),
    own: [...flags].flatMap(([name, value]) => [`--${name}`, ...(value === "" ? [] : [value])]),
    rest: passedOn,
  };
}

function readForm(text: string | undefined): Form | undefined {
  const form = FORMS.find((name) => name === text);
  if (text === undefined || form !== undefined) return form;
  throw new Refusal(`Cannot show as "${text}": there is no such form; take ${FORMS.join(", ")}`);
}

function readHostility(flags: ReadonlyMap<string, string>): Hostility {
  const split = readNumber("split", flags, 1);
  const delayMs = readNumber("delay", flags, 0);
  const dropAfter = readNumber("drop-after", flags, 0);
  const resetAfter = readNumber("reset-after", flags, 0);
  return {
    ...(split === undefined ? {} : { split }),
    ...(flags.has("join") ? { join: true } : {}),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(dropAfter === undefined ? {} : { dropAfter }),
    ...(resetAfter === undefined ? {} : { resetAfter }),
  };
}

function readNumber(
  name: string,
  flags: ReadonlyMap<string, string>,
  least: number,
): number | undefined {
  const text = flags.get(name);
  if (text === undefined) return undefined;
  const number = Number(text);
  // No delay and no limit needs more digits: a timer of Node takes no more than 2^31 milliseconds.
  if (/^\d{1,9}$/.test(text) && number >= least) return number;
  throw new Refusal(`Cannot use "${text}" as --${name}: write a whole number from ${least} on`);
}

/** `9090`, `127.0.0.1:9090` or `[::1]:9090`. */
function readAddress(name: string, flags: ReadonlyMap<string, string>): Address | undefined {
  const text = flags.get(name);
  if (text === undefined) return undefined;
  const [, hostText = "127.0.0.1", portText = ""] = /^(?:(.*):)?([^:]*)$/.exec(text) ?? [];
  const refusal = (parsed: Result<unknown>) =>
    parsed.ok ? undefined : new Refusal(`Cannot use "${text}" as --${name}: ${parsed.reason}`);
  const host = parseHost(hostText);
  const port = parsePort(portText);
  if (host.ok && port.ok) return { host: host.value, port: port.value };
  throw refusal(port) ?? refusal(host);
}
