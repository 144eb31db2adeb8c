/** Exercise 04.2: a host is an IPv4 address, an IPv6 address or a name. */

import { listenOnIPv6 } from "../../../core/addresses.ts";
import { check } from "../../../core/check.ts";
import { expectArrival, expectRefusal } from "./helpers.ts";
import { PORTS } from "./titles.ts";

const HOSTS = "the client goes to a host by its name";

export const hostChecks = [
  check("04.2", HOSTS, { needs: [PORTS], rule: "A host is an IPv4 address" }, async (context) => {
    await expectArrival(context, await context.listen(), "localhost");
  }),

  check(
    "04.2",
    "an IPv6 address may stand in brackets",
    { needs: [PORTS], rule: "A host is an IPv4 address" },
    async (context) => {
      const listener = await listenOnIPv6(context);
      await expectArrival(context, listener, "::1", IPV6);
      await expectArrival(context, listener, "[::1]", BRACKETS);
    },
  ),

  check(
    "04.2",
    "the server refuses what is no host",
    { points: 2, rule: "A host is an IPv4 address" },
    async (context) => {
      for (const [text, cause] of [
        ["", "An empty host means every address of the machine to Node. Nobody asked for that."],
        ["my host", "A name has letters, digits, hyphens and dots only."],
        [
          "256.1.1.1",
          "It looks like an IPv4 address and is none: it would be looked up as a name.",
        ],
        [
          "127.0.0.1.5",
          "It only begins with an address. Look at the whole text, not at its beginning.",
        ],
        ["[::1", "Brackets come in pairs."],
      ] as const) {
        const server = context.startServer(`--host=${text}`, "--port", "0");
        await expectRefusal(server, "host", text, cause);
      }
    },
  ),
];

const BRACKETS = "Take the brackets off before you ask `isIPv6`.";

const IPV6 =
  "::1 is an IPv6 address, and a host like any other: `isIPv6` knows one. A host that is written into the source fits one machine only.";
