/** Exercise 05.2: what a stranger says cannot split, forge or colour a line. */

import { printable } from "../../../../shared/process/print-status.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { checkWithLogs, expectLogged, logLines, parseEntry } from "../../../core/log-lines.ts";
import { connectLogged, expectEcho, pair } from "./helpers.ts";
import { CLIENT, TELLS } from "./titles.ts";

const QUOTED = "text that looks like fields stands in quotation marks";

export const failedStartChecks = [
  checkWithLogs(
    "05.2",
    "a failed start is told in the log",
    { needs: [QUOTED], rule: "Events." },
    async (context) => {
      const { address } = await context.listen();
      const server = context.startServer("--host", "127.0.0.1", "--port", String(address.port));
      await server.expectStatus(1, "because its port is taken");
      const [, failed] = await expectLogged(context, server, {
        what: "the failed start",
        events: [["starting"], ["failed", { reason: /./ }]],
        cause: "Who looks into the log the next morning wants to know why nothing listens.",
      });
      if (failed?.level !== "error") {
        fail(`A start that failed is an error: the level should say so; it is ${failed?.level}.`);
      }
    },
  ),
];

export const fieldChecks = [
  checkWithLogs("05.2", QUOTED, { points: 2, needs: [TELLS], rule: "Values." }, async (context) => {
    const server = await context.server();
    const texts = [
      "hello world",
      "why=exit",
      'he said "yes"',
      "back\\slash",
      "",
      'x" why="exit',
      "info stopped",
      "привет 🙂",
      "\u00a0",
      '\\"',
    ];
    await expectTextsLogged(context, server, texts, SAME_TEXT);
  }),

  checkWithLogs(
    "05.2",
    "no client can split or forge a line",
    { points: 2, needs: [QUOTED], rule: "Nothing unprintable." },
    async (context) => {
      const server = await context.server();
      const forged = "2026-11-22T01:02:03.456Z info connected connection=99 peer=1.2.3.4:5";
      const lineEnds = ["\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\0"];
      const texts = lineEnds.map((lineEnd) => `x${lineEnd}${forged}`);
      await expectTextsLogged(context, server, [...texts, forged], SPLIT);
    },
  ),

  checkWithLogs(
    "05.2",
    "no client can colour or turn a line",
    { points: 2, needs: [QUOTED], rule: "Nothing unprintable." },
    async (context) => {
      const server = await context.server();
      const texts = [
        "\x1b[31mred",
        "\x1b]0;title\x07",
        "\x9b2J",
        "\x7f\b\b\b",
        "\u202egnp.exe",
        "\u2066a\u2069",
        "\u200b\ufeff\u00ad",
        "\u{e0041}",
      ];
      await expectTextsLogged(context, server, texts, COLOURED);
    },
  ),

  checkWithLogs(
    "05.2",
    "a long text is cut",
    { needs: [QUOTED], rule: "Long values." },
    async (context) => {
      const server = await context.server();
      const long = "long ".repeat(2_000);
      const texts = [long, "x".repeat(256)];
      await expectTextsLogged(context, server, texts, CUT, (text) =>
        text === long ? `${long.slice(0, 256)}…` : text,
      );
    },
  ),

  checkWithLogs(
    "05.2",
    "no server can forge a line of the client's",
    { needs: [QUOTED, CLIENT], rule: "Nothing unprintable." },
    async (context) => {
      const { client, server } = await pair(context);
      const text = "x\r\x1b[31m2026-11-22T01:02:03.456Z error failed \u202e";
      server.send(`${text}\n`);
      await expectLogged(context, client, {
        what: "the server's line",
        name: "client.log",
        events: [["received", { text }]],
        cause: SPLIT,
      });
    },
  ),
];

/** A client sends these lines; the log must hold each of them, as it is or as `loggedAs` says. */
async function expectTextsLogged(
  context: CheckContext,
  server: RunningServer,
  texts: readonly string[],
  cause: string,
  loggedAs = (text: string) => text,
): Promise<void> {
  const { client, connection } = await connectLogged(context, server);
  for (const text of texts) await expectEcho(client, text);
  client.endSending();
  await expectLogged(context, server.program, {
    what: "the connection",
    connection,
    events: [["disconnected"]],
    cause,
  });
  const received = logLines(server.program)
    .map(parseEntry)
    .filter((entry) => typeof entry === "object")
    .filter(({ event, fields }) => event === "received" && fields.connection === connection);
  for (const [index, text] of texts.entries()) {
    const { text: logged = "", bytes = "no" } = received[index]?.fields ?? {};
    const length = String(Buffer.byteLength(text));
    if (logged === loggedAs(text) && bytes === length) continue;
    fail(
      `The log should tell of ${length} bytes and ${described(loggedAs(text))}; it tells of ${bytes} bytes and ${described(logged)}.`,
      likelyCause(loggedAs(text), logged) ?? cause,
    );
  }
}

/** What was done to a text that is logged as another one, if that can be told. */
function likelyCause(wanted: string, logged: string): LikelyCause | undefined {
  if (logged === wanted) return undefined;
  if (logged === wanted.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")) return THROWN_AWAY;
  const escapedOnce = JSON.stringify(wanted).slice(1, -1);
  const isTwice = [escapedOnce, printable(escapedOnce), printable(wanted)].includes(logged);
  return isTwice ? ESCAPED_TWICE : undefined;
}

/** A text, or the length of one that is too long to be read. */
function described(text: string): string {
  if (text.length < 200) return `the text ${shown(text)}`;
  return `a text of ${text.length} characters that ends in ${shown(text.slice(-10))}`;
}

/** A text as the event log can tell it. */
export function shown(text: string): string {
  return printable(JSON.stringify(text.slice(0, 300)));
}

const THROWN_AWAY =
  "Something was thrown away. Escape what is not printable: two different texts must not look the same.";

const ESCAPED_TWICE: LikelyCause = {
  general:
    "It is escaped twice: read back, it still holds escapes. Write the JSON string first, then escape what is not printable in it.",
  node: "It is escaped twice: read back, it still holds escapes. `JSON.stringify` comes first, then `printable` with its result.",
};

const SAME_TEXT =
  "The value is the text itself, as JSON writes a string. Read back as JSON, it must be the same.";

const SPLIT =
  "Many characters end a line on some screen or for some program, not LF alone. Escape them all.";

const COLOURED =
  "Who shows this log in a terminal obeys the code in it. Escape what is not printable: C0, DEL, C1, and what turns the direction of writing.";

const CUT = "A value longer than 256 characters is cut there, and … stands for the rest.";
