/** Exercise 05.1: each event is one line of server.log, and no secret is in it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printable } from "../../../../shared/process/print-status.ts";
import { CR_KEPT, SHARED_STATE } from "../../../core/causes.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { expectInFile, tellFile } from "../../../core/data-file.ts";
import { fail, withCause } from "../../../core/failure.ts";
import { checkWithLogs, expectLogged, logPath } from "../../../core/log-lines.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import type { Peer } from "../../../core/peer.ts";
import type { Program } from "../../../core/program.ts";
import { expectOneErrorLine } from "../../../core/start-failure.ts";
import { NOT_FLUSHED, TRUNCATED } from "./causes.ts";
import {
  connectionOf,
  connectLogged,
  expectEcho,
  expectNowhere,
  fullDiskServer,
} from "./helpers.ts";
import { FULL_DISK_SERVES, TELLS } from "./titles.ts";

export const eventChecks = [
  checkWithLogs("05.1", TELLS, { points: 3, rule: "Events." }, async (context) => {
    const server = await context.server();
    const client = await context.connect(server);
    await expectNoEmptyLine(context, server.program);
    const connection = await connectionOf(context, server, client);
    await expectEcho(client, "hello");
    context.othersMayGoOn();
    await leave(client, "exit\n");
    await expectLogged(context, server.program, {
      what: "the connection",
      connection,
      events: [
        ["received", { bytes: "5", text: "hello" }],
        ["sent", { bytes: "5" }],
        ["received", { bytes: "4", text: "exit" }],
        ["sent", { bytes: "8" }],
        ["disconnected", { why: "exit" }],
      ],
      cause: NOT_FLUSHED,
    });
  }),

  checkWithLogs(
    "05.1",
    "an empty line is an event too",
    { needs: [TELLS], rule: "Events." },
    async (context) => {
      const server = await context.server();
      const { client, connection } = await connectLogged(context, server);
      await expectEcho(client, "");
      await expectEcho(client, "after");
      const ofClient = (text: string) =>
        text.split("\n").filter((line) => line.includes(` connection=${connection}`));
      const lines = await expectInFile(context, logPath(server.program), {
        what: "server.log should tell of the line that came after an empty one",
        find: (text) => {
          const found = ofClient(text);
          return found.some((line) => / text="?after"?(?: |$)/.test(line)) && found;
        },
        cause: NOT_FLUSHED,
        by: server.program,
      });
      const received = lines.find((line) => line.includes(" received ")) ?? "nothing";
      if (/ bytes=0(?: |$)/.test(received) && / text=""(?: |$)/.test(received)) return;
      fail(
        `An empty line should be told as received with bytes=0 and text=""; there is: ${printable(received)}`,
        "0 and the empty text are values: only undefined is left out. Every value goes through `shown`, which puts quotation marks around an empty one.",
      );
    },
  ),

  checkWithLogs(
    "05.1",
    "the CR of CR LF is no part of a line",
    { needs: [TELLS], rule: "Lines in, lines out" },
    async (context) => {
      const server = await context.server();
      const { client, connection } = await connectLogged(context, server);
      await client.sendInPieces("hello\r\n", [6]);
      await client.expectBytes("hello\n", "the answer to a line that ends with CR LF", CR_KEPT);
      await leave(client, "exit\r\n", CR_KEPT);
      await expectLogged(context, server.program, {
        what: "the connection",
        connection,
        events: [
          ["received", { bytes: "5", text: "hello" }],
          ["received", { bytes: "4", text: "exit" }],
          ["disconnected", { why: "exit" }],
        ],
        cause: CR_KEPT,
      });
    },
  ),

  checkWithLogs(
    "05.1",
    "clients that speak at the same time are kept apart",
    { needs: [TELLS], rule: "Lines in, lines out" },
    async (context) => {
      const server = await context.server();
      const clients: { client: Peer; connection: string; text: string }[] = [];
      for (const text of ["first-line", "second-line"]) {
        const { client, connection } = await connectLogged(
          context,
          server,
          `client ${"AB"[clients.length]}`,
        );
        client.send(text.slice(0, 3));
        await client.untilRead();
        clients.push({ client, connection, text });
      }
      for (const { client, connection, text } of clients) {
        client.send(`${text.slice(3)}\n`);
        const what = "the answer to a line whose halves came with another client's between them";
        await client.expectBytes(`${text}\n`, what, SHARED_STATE);
        await expectLogged(context, server.program, {
          what: `the line of ${client.voice}`,
          connection,
          events: [["received", { text }], ["sent"]],
          cause: SHARED_STATE,
        });
      }
    },
  ),

  checkWithLogs(
    "05.1",
    "a connection leaves no listener behind",
    { needs: [TELLS], rule: "leaves a listener behind" },
    async (context) => {
      const server = await context.ownServer();
      const first = await context.connect(server, "client that stays");
      await manyTimes(() => expectEcho(first, "hello"));
      await manyTimes(async () => {
        const next = await context.connect(server, "client that leaves");
        await expectEcho(next, "hello");
        next.close();
      });
      expectNoListenersLeft(server.program);
    },
  ),

  checkWithLogs(
    "05.1",
    "the log begins with the start",
    { needs: [TELLS], rule: "Events." },
    async (context) => {
      const before = Date.now();
      const { program, address } = await context.ownServer();
      const listening = `${address.host}:${address.port}`;
      const [starting] = await expectLogged(context, program, {
        what: "the start",
        events: [["starting"], ["listening", { address: listening }]],
      });
      const time = Date.parse(starting?.time ?? "");
      if (time >= before - MINUTE_MS && time <= Date.now() + MINUTE_MS) return;
      fail(
        `The log should tell the time in UTC; it says ${starting?.time}, and it is ${new Date().toISOString()}.`,
        "The Z at the end means UTC. Local time with a Z behind it is another time.",
      );
    },
  ),

  checkWithLogs(
    "05.1",
    "each client has a number",
    { points: 2, needs: [TELLS], rule: "Events." },
    async (context) => {
      const server = await context.server();
      const first = await context.connect(server, "client A");
      const second = await context.connect(server, "client B");
      const numbers = [
        await connectionOf(context, server, first),
        await connectionOf(context, server, second),
      ];
      if (numbers[0] === numbers[1]) {
        fail(
          `Two connections should have two numbers; both are connection=${numbers[0]}.`,
          "Whoever reads the log tells the lines of two clients apart by the number.",
        );
      }
      for (const [client, text] of [
        [second, "second"],
        [first, "first"],
      ] as const) {
        await expectEcho(client, text);
        await expectLogged(context, server.program, {
          what: `the line of ${client.voice}`,
          connection: numbers[client === first ? 0 : 1],
          events: [["received", { text }], ["sent"]],
          cause: "Each line about a client bears the number of its own connection.",
        });
      }
    },
  ),

  checkWithLogs(
    "05.1",
    "the log tells how each client left",
    { points: 2, needs: [TELLS], rule: "Events." },
    async (context) => {
      const server = await context.server();
      const ended = await context.connect(server, "client A");
      const first = await connectionOf(context, server, ended);
      ended.send("last-words");
      ended.endSending();
      await ended.expectBytes("last-words\n", "the answer to a last line without its end");
      await expectLogged(context, server.program, {
        what: "the end of client A",
        connection: first,
        events: [
          ["received", { text: "last-words" }],
          ["disconnected", { why: "end" }],
        ],
      });
      const reset = await context.connect(server, "client B");
      const second = await connectionOf(context, server, reset);
      reset.reset();
      const [left] = await expectLogged(context, server.program, {
        what: "the reset of client B",
        connection: second,
        events: [["disconnected", { why: "reset" }]],
        cause:
          "A reset comes as an error, ECONNRESET or EPIPE. It ends one connection, and the log tells of it.",
      });
      if (left?.level !== "warn") {
        fail(
          `A reset is worth a look: its level should be warn; it is ${left?.level}.`,
          "Levels are there to find what matters: info for the record, warn for a look, error for what is broken.",
        );
      }
      await expectEcho(await context.connect(server, "client C"), "hello");
    },
  ),

  checkWithLogs(
    "05.1",
    "a password reaches no log",
    { points: 2, needs: [TELLS], rule: "Secrets." },
    async (context) => {
      const { program, address } = await context.ownServer();
      const { client, connection } = await connectLogged(context, { program, address });
      const secret = `hunter${context.random.integer(1_000, 9_999)}`;
      await client.sendInPieces(`password ${secret}\n`, [4, 9]);
      await client.expectBytes("noted\n", "the answer to a password");
      await expectLogged(context, program, {
        what: "the password",
        connection,
        events: [["received"], ["sent"]],
        cause: NOT_FLUSHED,
      });
      expectNowhere(context, program, secret);
      const [received] = await expectLogged(context, program, {
        what: "the password",
        connection,
        events: [["received", { password: "[redacted]" }]],
        cause: "That a password came may be told, under the name password. What it is may not.",
      });
      const { bytes, text } = received?.fields ?? {};
      if (bytes === undefined && text === undefined) return;
      fail(
        `The line about a password should have neither bytes nor text; it has bytes=${bytes} and text=${text}.`,
        text === "undefined"
          ? "A field whose value is undefined is left out."
          : "Even its length helps to guess it.",
      );
    },
  ),

  checkWithLogs(
    "05.1",
    "the console shows only what a person must see",
    { needs: [TELLS], rule: "Standard output holds" },
    async (context) => {
      const server = await context.ownServer();
      const { client, connection } = await connectLogged(context, server);
      await expectEcho(client, "hello");
      client.endSending();
      await expectLogged(context, server.program, {
        what: "the end",
        connection,
        events: [["disconnected"]],
      });
      const chatter = [...server.program.lines(), ...server.program.lines("stderr")].filter(
        (line) => !line.startsWith("listening on ") && line.trim() !== "",
      );
      if (chatter.length === 0) return;
      fail(
        `After the line "listening on …" the console should stay empty; the server printed: ${chatter[0]}`,
        "What happens is for the log. On a busy server's console nobody would find a line that matters.",
      );
    },
  ),

  checkWithLogs(
    "05.1",
    "a torn last line is ended first",
    { needs: [TELLS], rule: "Behind what is there." },
    async (context) => {
      const data = context.dataFolder();
      const torn = "2026-11-22T01:02:03.456Z info conn";
      writeFileSync(join(data, "server.log"), torn);
      context.eventLog.tell("grader", `wrote a line without its end into server.log: ${torn}`);
      const { program } = await context.ownServer("--data", data);
      await expectInFile(context, logPath(program), {
        what: "server.log should keep the torn line and tell of the start on lines of its own",
        find: (text) => text.startsWith(`${torn}\n`) && / info listening /.test(text),
        cause:
          "A crash may leave half a line. What comes next must not be glued to it: end it first.",
        by: program,
      });
    },
  ),

  checkWithLogs(
    "05.1",
    "a kill leaves whole lines",
    { needs: [TELLS], rule: "In time." },
    async (context) => {
      const server = await context.ownServer();
      const { client, connection } = await connectLogged(context, server);
      for (const text of ["one", "two", "three"]) await expectEcho(client, text);
      const events = ["one", "two", "three"].map((text) => ["received", { text }] as const);
      await expectLogged(context, server.program, { what: "the lines", connection, events });
      server.program.signal("SIGKILL");
      await server.program.expectExit("at SIGKILL");
      const { program } = await context.ownServer("--data", server.program.data);
      await expectLogged(context, program, {
        what: "the log after a kill and a new start",
        events: [["starting"], ...events, ["starting"], ["listening"]],
        cause: TRUNCATED,
      });
    },
  ),

  checkWithLogs(
    "05.1",
    "a log that cannot be opened is told",
    { needs: [TELLS], rule: "Trouble." },
    async (context) => {
      const data = context.dataFolder();
      mkdirSync(join(data, "server.log"));
      context.eventLog.tell("grader", "made a folder with the name server.log in the data folder");
      const server = context.startServer("--host", "127.0.0.1", "--port", "0", "--data", data);
      await expectOneErrorLine(
        server,
        "because server.log cannot be written",
        "server.log",
        "A server that cannot tell its story should not begin: say the deed, the cause and the next step in one line.",
      );
    },
  ),

  checkWithLogs(
    "05.1",
    FULL_DISK_SERVES,
    { points: 2, needs: [TELLS], rule: "Trouble." },
    async (context) => {
      const server = await fullDiskServer(context);
      const client = await withCause(FULL_DISK, () => context.connect(server));
      await expectEcho(client, "hello", FULL_DISK);
      await server.program.expectLine(/server\.log/, "a line that names server.log", {
        stream: "stderr",
        cause: FULL_DISK,
      });
      for (let count = 1; count <= 20; count++)
        await expectEcho(client, `line-${count}`, FULL_DISK);
      const told = server.program.lines("stderr").length;
      if (told > 1) fail(`The failing log should be told once; it was told ${told} times.`);
    },
  ),
];

/** A line that brings its own end gets two. */
async function expectNoEmptyLine(context: CheckContext, program: Program): Promise<void> {
  const path = logPath(program);
  const isEmpty = await expectInFile(context, path, {
    what: "server.log should hold a line",
    find: (text) => text.includes("\n") && { line: /^\n|\n\n/.test(text) },
    cause: (text) => (text === "" ? `There is no line in server.log. ${NOT_FLUSHED}` : NOT_FLUSHED),
    by: program,
  });
  if (!isEmpty.line) return;
  tellFile(context, path);
  fail(
    "Each line of server.log should be one event; there is an empty line.",
    "`logLine` makes a line without its end: the log adds the LF itself.",
  );
}

const MINUTE_MS = 60_000;

const FULL_DISK =
  "A log that cannot be written is bad; a service that stops for it is worse. Catch the error of the file, and say so on standard error.";

/** Says exit, and closes its side once the server has closed its own. */
async function leave(client: Peer, exit: string, cause?: string): Promise<void> {
  client.send(exit);
  await client.expectBytes("good-bye\n", `the answer to ${JSON.stringify(exit)}`, cause);
  await client.expectEnd("after the good-bye the server closes its side", cause);
  client.endSending();
}
