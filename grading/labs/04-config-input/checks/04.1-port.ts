/** Exercise 04.1: a port is 0 to 65535, in decimal digits. */

import { elsewhere } from "../../../core/addresses.ts";
import { check } from "../../../core/check.ts";
import { fail, withCause } from "../../../core/failure.ts";
import { expectOneErrorLine } from "../../../core/start-failure.ts";
import { expectArrival, expectRefusal, withWord } from "./helpers.ts";
import { PORTS } from "./titles.ts";

const SIZES = "small and large ports are ports, with zeros before them too";

export const portChecks = [
  check("04.1", PORTS, { points: 2, rule: "The client goes where it is told" }, async (context) => {
    await expectArrival(context, await context.listen());
  }),

  check(
    "04.1",
    SIZES,
    { points: 2, needs: [PORTS], rule: "A port is 0 to 65535" },
    async (context) => {
      const { host, port, held } = await elsewhere(context);
      for (const [text, cause] of [
        ["9", "As text, 9 comes behind 65535. Make a number of the digits, and compare numbers."],
        ["65535", "65535 is the highest port, and a good one."],
        [
          `00${port}`,
          "Zeros before a number change nothing. Count no digits: make a number of them.",
        ],
      ] as const) {
        await withWord(context, "client", "unused", ["--host", host, "--port", text], (client) => {
          const address = `${host}:${Number(text)}`;
          const isAstray = () =>
            held.knocks > 0 || client.lines("stderr").some((line) => line.includes("127.0.0.1:"));
          return withCause(
            () => (isAstray() ? OTHER_HOST : undefined),
            () =>
              expectOneErrorLine(client, `because nothing listens on ${address}`, address, cause),
          );
        });
      }
    },
  ),

  check(
    "04.1",
    "the server refuses what is no port",
    { points: 2, rule: "A port is 0 to 65535" },
    async (context) => {
      for (const [text, cause] of [
        ["80abc", "`parseInt` reads as far as it can, here 80. Look at the whole text."],
        [
          "",
          {
            general:
              "An empty text is no port, and it is not 0, which asks for any free one. A flag that is set to nothing counts all the same.",
            node: 'An empty text is no port: `Number("")` is 0, which asks for any free one. A flag that is set to nothing counts all the same.',
          },
        ],
        [
          "0x50",
          "`Number` also reads hexadecimal: 0x50 is 80 to it. Let decimal digits pass only.",
        ],
        ["70000", "A port has 16 bits: 65535 is the highest."],
        ["100000", AS_TEXT],
        [
          "80.0",
          "`Number` and `float` also read fractions: 80.0 is 80 to them. Let digits pass only.",
        ],
        [
          "-0",
          "`Number` and `int` also read a sign: -0 is 0 to them. Let decimal digits pass only.",
        ],
        ["٨٠", OTHER_DIGITS],
      ] as const) {
        const server = context.startServer("--host", "127.0.0.1", `--port=${text}`);
        await expectRefusal(server, "port", text, cause);
      }
    },
  ),

  check(
    "04.1",
    "the client refuses what is no port",
    { points: 2, rule: "A port is 0 to 65535" },
    async (context) => {
      for (const [text, cause] of [
        ["1e3", "`Number` also reads exponents: 1e3 is 1000 to it. Let decimal digits pass only."],
        ["-1", "There is no port below 0. Let decimal digits pass only."],
        [" 80", "`Number`, `int` and `trim` take blanks away. Look at the whole text, blanks too."],
        [
          "+80",
          "`Number` and `int` also read a sign: +80 is 80 to them. Let decimal digits pass only.",
        ],
        ["655350", "A part of it is a port, the whole is not. Look at the whole text."],
        ["0", "Port 0 asks for any free port, which is for servers: nothing can be reached there."],
      ] as const) {
        const client = context.startClient("--host", "127.0.0.1", `--port=${text}`);
        await expectRefusal(client, "port", text, cause);
      }
    },
  ),

  check(
    "04.1",
    "an error is one line, whatever was given",
    { rule: "A wrong value ends the program" },
    async (context) => {
      const server = context.startServer("--host", "127.0.0.1", "--port=80\n\x1b[2Jlistening");
      await expectOneErrorLine(server, "because its port has a line end in it", "port", RAW);
      const line = server.lines("stderr").join("");
      if (line.includes("\x1b")) {
        fail(
          "The error should show control characters as escapes; it holds them as they are.",
          RAW,
        );
      }
    },
  ),
];

const OTHER_HOST =
  "The client went to 127.0.0.1, not to the host that it was told. A host that is written into the source fits one machine only.";

const AS_TEXT =
  "As text, 100000 comes before 65535, and its first five digits are a port. Make a number of all the digits, and compare numbers.";

const OTHER_DIGITS =
  "These are the digits of 80 in Arabic. `int`, `isdigit` and Python's `\\d` accept the digits of every script. Let 0 to 9 pass only.";

const RAW = {
  general:
    "What was given stands in the error as it is. A line end in it makes a second line, which looks like a line of your own, and an escape code commands the terminal. Show it as JSON does, in Python with `json.dumps`.",
  node: "What was given stands in the error as it is. A line end in it makes a second line, which looks like a line of your own, and an escape code commands the terminal. Show it with `JSON.stringify`.",
};
