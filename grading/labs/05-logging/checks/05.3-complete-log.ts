/** Exercise 05.3: when a program has ended, its log is complete. */

import type { CheckContext } from "../../../core/check-context.ts";
import { readText, tellFile } from "../../../core/data-file.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import {
  checkWithLogs,
  expectLogged,
  logLines,
  logPath,
  parseEntry,
} from "../../../core/log-lines.ts";
import { exactly } from "../../../core/patterns.ts";
import { LAST_LINES, NOT_FLUSHED, TRUNCATED } from "./causes.ts";
import { expectEcho, fullDiskServer, pair } from "./helpers.ts";
import { CLIENT, FULL_DISK_SERVES, STOPS, TELLS } from "./titles.ts";

export const completeLogChecks = [
  checkWithLogs(
    "05.3",
    STOPS,
    { points: 3, needs: [TELLS], rule: "To the end." },
    async (context) => {
      await expectCompleteAfter(context, "SIGTERM");
    },
  ),

  checkWithLogs(
    "05.3",
    "after SIGINT the log is complete",
    { needs: [STOPS], rule: "To the end." },
    async (context) => {
      await expectCompleteAfter(context, "SIGINT");
    },
  ),

  checkWithLogs(
    "05.3",
    "a full disk does not hold up the end",
    { needs: [STOPS, FULL_DISK_SERVES], rule: "Trouble." },
    async (context) => {
      const { program, address } = await fullDiskServer(context);
      const client = await context.connect({ program, address });
      await expectEcho(client, "hello");
      client.close();
      await program.askToStop("SIGTERM");
      await program.expectStatus(0, "after SIGTERM, with a log on a full disk", FULL_AT_END);
      const told = program.lines("stderr").filter((line) => line.trim() !== "");
      if (told.length === 1) return;
      fail(
        `The full disk should be told in one line on standard error; there are ${told.length}.`,
        FULL_AT_END,
      );
    },
  ),

  checkWithLogs(
    "05.3",
    "the log goes on behind what was there",
    { points: 2, needs: [STOPS], rule: "Behind what is there." },
    async (context) => {
      const first = await context.ownServer();
      const client = await context.connect(first, "client A");
      await expectEcho(client, "first");
      client.close();
      await first.program.askToStop("SIGTERM");
      await first.program.expectStatus(0, "after SIGTERM");
      const before = readText(logPath(first.program));
      const second = await context.ownServer("--data", first.program.data);
      await expectEcho(await context.connect(second, "client B"), "second");
      await expectLogged(context, second.program, {
        what: "the second run",
        events: [
          ["starting"],
          ["received", { text: "first" }],
          ["stopped"],
          ["starting"],
          ["received", { text: "second" }],
        ],
        cause: TRUNCATED,
      });
      if (readText(logPath(second.program)).startsWith(before)) return;
      tellFile(context, logPath(second.program));
      fail("The lines of the first run should stand unchanged; they do not.", TRUNCATED);
    },
  ),

  checkWithLogs(
    "05.3",
    "the client's log is complete when it ends",
    { points: 2, needs: [CLIENT], rule: "It tells its story to client.log" },
    async (context) => {
      const { client, server } = await pair(context);
      server.send("good-bye\n");
      server.endSending();
      await client.expectStatus(0, "after the server has ended its side");
      await expectLogged(context, client, {
        what: "the end of the conversation",
        name: "client.log",
        events: [
          ["connected"],
          ["received", { text: "good-bye" }],
          ["disconnected", { why: "end" }],
        ],
        cause: LAST_LINES,
      });
    },
  ),
];

async function expectCompleteAfter(
  context: CheckContext,
  signal: "SIGTERM" | "SIGINT",
): Promise<void> {
  const server = await context.ownServer();
  const client = await context.connect(server);
  await expectEcho(client, "hello");
  await server.program.askToStop(signal);
  await client.expectEnd(`after ${signal} the server ends its side`);
  await expectLogged(context, server.program, {
    what: `the stop by ${signal}`,
    events: [["stopping", { why: signal }]],
    cause: NOT_FLUSHED,
  });
  client.endSending();
  await server.program.expectLine(exactly("stopped"), '"stopped"', { cause: LEFT_BADLY });
  const atStopped = logLines(server.program).map(parseEntry);
  await server.program.expectStatus(0, `after ${signal}`, LEFT_BADLY);
  await expectLogged(context, server.program, {
    what: `the stop by ${signal}`,
    events: [
      ["starting"],
      ["listening"],
      ["connected"],
      ["received", { text: "hello" }],
      ["stopping", { why: signal }],
      ["disconnected", { why: "stop" }],
      ["stopped"],
    ],
    cause: LAST_LINES,
  });
  const last = parseEntry(logLines(server.program).at(-1) ?? "");
  if (typeof last !== "object" || last.event !== "stopped") {
    tellFile(context, logPath(server.program));
    fail("The last line of the log should be the event stopped; it is not.", LAST_LINES);
  }
  if (atStopped.some((entry) => typeof entry === "object" && entry.event === "stopped")) return;
  fail(
    "When the server prints stopped, its log should be complete; the last lines came later.",
    "End the log, and wait until it has closed, before you say that it is over.",
  );
}

const LEFT_BADLY: LikelyCause = {
  general:
    "It left by an error, or was ended from within. Close the log, and let the program end by itself.",
  node: "It left by an error, or by process.exit. End the log, wait until it has closed, and let the process end by itself.",
};

const FULL_AT_END: LikelyCause = {
  general:
    "A full disk is told once, when it is met, and the end of the log must not fail for it: catch the error of the last write too, and go on.",
  node: 'A full disk is told once, when it is met, and the end of the log must not fail for it: a stream that cannot write says "error" and never "close". Wait for either, and go on.',
};
