/** Exercise 06.3: what is a name, and what is refused. */

import { check } from "../../../core/check.ts";
import { beginningWith } from "../../../core/patterns.ts";
import { ODD_NAME } from "./causes.ts";
import {
  clientFrom,
  expectGreeting,
  expectKnown,
  expectNoRow,
  expectQuestion,
  expectRow,
  meet,
  ownNetwork,
  plainName,
} from "./helpers.ts";
import { KNOWN, MET, ODD } from "./titles.ts";

export const nameChecks = [
  check(
    "06.3",
    ODD,
    { points: 2, needs: [KNOWN], rule: "Everything else is a name" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const names = [
        "Ada McDonald",
        "O'Brien, Anna; Jr.",
        'the "Countess"',
        "\",'",
        "__proto__",
        "constructor",
        "a|b c",
        `${context.random.asciiWord()} é李 👩‍🔬`,
        "🐙".repeat(32),
      ];
      for (const [at, name] of names.entries()) {
        const address = `${network}.${at + 1}`;
        await meet(context, server, address, name, ODD_NAME);
        await expectRow(context, server, [address, name], SEPARATOR);
        await expectKnown(context, server, address, name, ODD_NAME);
      }
    },
  ),

  check(
    "06.3",
    "what is no name is refused, and asked for again",
    { points: 2, needs: [MET], rule: "Blanks at both ends are taken off" },
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      const client = await clientFrom(context, server, address);
      await expectQuestion(client, "the question");
      for (const [what, bytes, cause] of NO_NAMES) {
        client.send(Buffer.concat([Buffer.from(bytes, "latin1"), Buffer.from("\n")]));
        await client.expectLine(
          beginningWith("cannot use that name: "),
          `the answer to ${what}`,
          cause,
        );
        await expectQuestion(client, "the question again");
      }
      expectNoRow(context, server, address, "It was refused, but stored.");
      const name = plainName(context);
      client.send(`${name}\n`);
      await expectGreeting(client, name, "the greeting, when a good name comes at last");
    },
  ),

  check(
    "06.3",
    "a name has one form",
    { needs: [MET], rule: "Blanks at both ends are taken off" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const cases = [
        ["  Ada Lovelace ", "Ada Lovelace", "Blanks around a name are no part of it."],
        ["Jose\u0301", "José", COMPOSED],
        ["e\u0301".repeat(32), "é".repeat(32), `${COMPOSED} Count the letters after that.`],
      ] as const;
      for (const [at, [typed, name, cause]] of cases.entries()) {
        const client = await clientFrom(context, server, `${network}.${at + 1}`);
        await expectQuestion(client, "the question");
        client.send(`${typed}\n`);
        await expectGreeting(client, name, `the greeting after ${JSON.stringify(typed)}`, cause);
        await expectRow(context, server, [`${network}.${at + 1}`, name], cause);
      }
    },
  ),
];

const SEPARATOR =
  "A comma or a quote in a cell: the cell is put in quotes, and each quote in it is doubled (RFC 4180).";

const COMPOSED = "`é` is one letter, or `e` and an accent: `normalize` makes one of both.";

/** What, its bytes as latin1, and what the mistake would be. */
const NO_NAMES: readonly (readonly [string, string, string])[] = [
  ["an empty line", "", "An empty line is no name."],
  ["blanks", " \t ", "Blanks are no name: nothing is to be seen."],
  ["a tab in a name", "a\tb", "A tab is a control character: it moves what stands behind it."],
  [
    "an escape code",
    "\x1b[31mred",
    "An escape code colours or clears the screen of whoever lists the names.",
  ],
  ["a NUL", "Ada\0", "A NUL is a control character."],
  ["a CR in the middle", "Ada\rGrace", "A CR in the middle writes over the line on a screen."],
  ["a line separator", utf8("a\u2028b"), "U+2028 ends a line, as LF does."],
  ["a turned name", utf8("\u202eadA"), "U+202E turns the direction of all that follows it."],
  ["a name of joiners", utf8("\u200d\u200d"), "It has letters, but nothing is to be seen."],
  [
    "bytes that are no UTF-8",
    "Vladi\xff",
    "What is no UTF-8 becomes U+FFFD: nobody is called that.",
  ],
  ["33 letters", "x".repeat(33), "A name has 32 letters at most."],
  ["10,000 letters", utf8("щ".repeat(10_000)), "A name has 32 letters at most."],
];

function utf8(text: string): string {
  return Buffer.from(text).toString("latin1");
}
