/** What is asked of lab 05: a story that is whole, true and harmless. The rules stand in its README. */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { printable } from "../../../shared/process/say.ts";
import { CR_KEPT, SHARED_STATE } from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { expectInFile, readText, tellFile } from "../../core/data-file.ts";
import { fail, type LikelyCause, NotJudged, withCause } from "../../core/failure.ts";
import {
  entriesOf,
  expectLogged,
  logLines,
  logPath,
  NULS,
  parseEntry,
  withWholeLogs,
} from "../../core/log-lines.ts";
import { expectNoListenersLeft, manyTimes } from "../../core/many-visits.ts";
import { deadlineMs } from "../../core/pace.ts";
import { exactly } from "../../core/patterns.ts";
import type { Peer } from "../../core/peer.ts";
import type { Program } from "../../core/program.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import { expectOneErrorLine } from "../../core/start-failure.ts";
import { CTRL_C, type Terminal } from "../../core/terminal.ts";

const checkWithoutLogs = checksOf("05-logging");
const check = withWholeLogs(checkWithoutLogs);

const TELLS = "every event of a visit is a line in server.log";
const CLIENT = "the client tells its story in client.log";
const QUOTED = "text that looks like fields stands in quotation marks";
const FULL_DISK_SERVES = "a full disk does not stop the service";
const STOPS = "after SIGTERM the log is complete";
const ROTATES = "a full log gets a number, and nothing is lost";
const HELP = "help shows the commands";
const CLEARS = "clear log leaves one line, and the story goes on";
const SHOWS = "show log shows the last lines";

check("05.1", TELLS, { points: 3, rule: "Events." }, async (stage) => {
  const server = await stage.server();
  const client = await stage.connect(server);
  await expectNoEmptyLine(stage, server.program);
  const connection = await connectionOf(stage, server, client);
  await expectEcho(client, "hello");
  stage.othersMayGoOn();
  client.send("exit\n");
  await client.expectBytes("good-bye\n", "the answer to exit");
  await client.expectEnd("after the good-bye the server ends its side");
  client.endSending();
  await expectLogged(stage, server.program, {
    what: "the visit",
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
});

check(
  "05.1",
  "an empty line is an event too",
  { needs: [TELLS], rule: "Events." },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server);
    const connection = await connectionOf(stage, server, client);
    await expectEcho(client, "");
    await expectEcho(client, "after");
    const ofClient = (text: string) =>
      text.split("\n").filter((line) => line.includes(` connection=${connection}`));
    const lines = await expectInFile(stage, logPath(server.program), {
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
);

check(
  "05.1",
  "the CR of CR LF is no part of a line",
  { needs: [TELLS], rule: "Lines in, lines out" },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server);
    const connection = await connectionOf(stage, server, client);
    await client.sendInPieces("hello\r\n", [6]);
    await client.expectBytes("hello\n", "the answer to a line that ends with CR LF", CR_KEPT);
    client.send("exit\r\n");
    await client.expectBytes("good-bye\n", "the answer to exit with CR LF", CR_KEPT);
    await client.expectEnd("after the good-bye the server ends its side", CR_KEPT);
    client.endSending();
    await expectLogged(stage, server.program, {
      what: "the visit",
      connection,
      events: [
        ["received", { bytes: "5", text: "hello" }],
        ["received", { bytes: "4", text: "exit" }],
        ["disconnected", { why: "exit" }],
      ],
      cause: CR_KEPT,
    });
  },
);

check(
  "05.1",
  "clients that speak at the same time are kept apart",
  { needs: [TELLS], rule: "Lines in, lines out" },
  async (stage) => {
    const server = await stage.server();
    const clients: { client: Peer; connection: string; text: string }[] = [];
    for (const text of ["first-line", "second-line"]) {
      const client = await stage.connect(server, `client ${"AB"[clients.length]}`);
      const connection = await connectionOf(stage, server, client);
      client.send(text.slice(0, 3));
      await client.untilRead();
      clients.push({ client, connection, text });
    }
    for (const { client, connection, text } of clients) {
      client.send(`${text.slice(3)}\n`);
      const what = "the answer to a line whose halves came with another client's between them";
      await client.expectBytes(`${text}\n`, what, SHARED_STATE);
      await expectLogged(stage, server.program, {
        what: `the line of ${client.voice}`,
        connection,
        events: [["received", { text }], ["sent"]],
        cause: SHARED_STATE,
      });
    }
  },
);

check(
  "05.1",
  "a visit leaves no listener behind",
  { needs: [TELLS], rule: "leaves a listener behind" },
  async (stage) => {
    const server = await stage.ownServer();
    const first = await stage.connect(server, "client that stays");
    await manyTimes(() => expectEcho(first, "hello"));
    await manyTimes(async () => {
      const next = await stage.connect(server, "client that leaves");
      await expectEcho(next, "hello");
      next.close();
    });
    expectNoListenersLeft(server.program);
  },
);

check(
  "05.1",
  "the log begins with the start",
  { needs: [TELLS], rule: "Events." },
  async (stage) => {
    const before = Date.now();
    const { program, address } = await stage.ownServer();
    const listening = `${address.host}:${address.port}`;
    const [starting] = await expectLogged(stage, program, {
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
);

check(
  "05.1",
  "each client has a number",
  { points: 2, needs: [TELLS], rule: "Events." },
  async (stage) => {
    const server = await stage.server();
    const first = await stage.connect(server, "client A");
    const second = await stage.connect(server, "client B");
    const numbers = [
      await connectionOf(stage, server, first),
      await connectionOf(stage, server, second),
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
      await expectLogged(stage, server.program, {
        what: `the line of ${client.voice}`,
        connection: numbers[client === first ? 0 : 1],
        events: [["received", { text }], ["sent"]],
        cause: "Each line about a client bears the number of its own connection.",
      });
    }
  },
);

check(
  "05.1",
  "the log tells how each client left",
  { points: 2, needs: [TELLS], rule: "Events." },
  async (stage) => {
    const server = await stage.server();
    const ended = await stage.connect(server, "client A");
    const first = await connectionOf(stage, server, ended);
    ended.send("last-words");
    ended.endSending();
    await ended.expectBytes("last-words\n", "the answer to a last line without its end");
    await expectLogged(stage, server.program, {
      what: "the end of client A",
      connection: first,
      events: [
        ["received", { text: "last-words" }],
        ["disconnected", { why: "end" }],
      ],
    });
    const reset = await stage.connect(server, "client B");
    const second = await connectionOf(stage, server, reset);
    reset.reset();
    const [left] = await expectLogged(stage, server.program, {
      what: "the reset of client B",
      connection: second,
      events: [["disconnected", { why: "reset" }]],
      cause:
        "A reset comes as an error, ECONNRESET or EPIPE. It ends one visit, and the log tells of it.",
    });
    if (left?.level !== "warn") {
      fail(
        `A reset is worth a look: its level should be warn; it is ${left?.level}.`,
        "Levels are there to find what matters: info for the record, warn for a look, error for what is broken.",
      );
    }
    await expectEcho(await stage.connect(server, "client C"), "hello");
  },
);

check(
  "05.1",
  "a password reaches no log",
  { points: 2, needs: [TELLS], rule: "Secrets." },
  async (stage) => {
    const { program, address } = await stage.ownServer();
    const client = await stage.connect({ program, address });
    const connection = await connectionOf(stage, { program, address }, client);
    const secret = `hunter${stage.random.integer(1_000, 9_999)}`;
    await client.sendInPieces(`password ${secret}\n`, [4, 9]);
    await client.expectBytes("noted\n", "the answer to a password");
    await expectLogged(stage, program, {
      what: "the password",
      connection,
      events: [["received"], ["sent"]],
      cause: NOT_FLUSHED,
    });
    expectNowhere(stage, program, secret);
    const [received] = await expectLogged(stage, program, {
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
);

check(
  "05.1",
  "the console shows only what a person must see",
  { needs: [TELLS], rule: "Standard output holds" },
  async (stage) => {
    const server = await stage.ownServer();
    const client = await stage.connect(server);
    const connection = await connectionOf(stage, server, client);
    await expectEcho(client, "hello");
    client.endSending();
    await expectLogged(stage, server.program, {
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
);

check(
  "05.1",
  "a torn last line is ended first",
  { needs: [TELLS], rule: "Behind what is there." },
  async (stage) => {
    const data = stage.dataFolder();
    const torn = "2026-11-22T01:02:03.456Z info conn";
    writeFileSync(join(data, "server.log"), torn);
    stage.story.tell("grader", `wrote a line without its end into server.log: ${torn}`);
    const { program } = await stage.ownServer("--data", data);
    await expectInFile(stage, logPath(program), {
      what: "server.log should keep the torn line and tell of the start on lines of its own",
      find: (text) => text.startsWith(`${torn}\n`) && / info listening /.test(text),
      cause:
        "A crash may leave half a line. What comes next must not be glued to it: end it first.",
      by: program,
    });
  },
);

check("05.1", "a kill leaves whole lines", { needs: [TELLS], rule: "In time." }, async (stage) => {
  const server = await stage.ownServer();
  const client = await stage.connect(server);
  const connection = await connectionOf(stage, server, client);
  for (const text of ["one", "two", "three"]) await expectEcho(client, text);
  const events = ["one", "two", "three"].map((text) => ["received", { text }] as const);
  await expectLogged(stage, server.program, { what: "the lines", connection, events });
  server.program.signal("SIGKILL");
  await server.program.expectExit("at SIGKILL");
  const { program } = await stage.ownServer("--data", server.program.data);
  await expectLogged(stage, program, {
    what: "the log after a kill and a new start",
    events: [["starting"], ...events, ["starting"], ["listening"]],
    cause: TRUNCATED,
  });
});

check(
  "05.1",
  "a log that cannot be opened is told",
  { needs: [TELLS], rule: "Trouble." },
  async (stage) => {
    const data = stage.dataFolder();
    mkdirSync(join(data, "server.log"));
    stage.story.tell("grader", "made a folder with the name server.log in the data folder");
    const server = stage.startServer("--host", "127.0.0.1", "--port", "0", "--data", data);
    await expectOneErrorLine(
      server,
      "because server.log cannot be written",
      "server.log",
      "A server that cannot tell its story should not begin: say the deed, the cause and the next step in one line.",
    );
  },
);

check("05.1", FULL_DISK_SERVES, { points: 2, needs: [TELLS], rule: "Trouble." }, async (stage) => {
  const server = await fullDiskServer(stage);
  const client = await withCause(FULL_DISK, () => stage.connect(server));
  await expectEcho(client, "hello", FULL_DISK);
  await server.program.expectLine(/server\.log/, "a line that names server.log", {
    stream: "stderr",
    cause: FULL_DISK,
  });
  for (let count = 1; count <= 20; count++) await expectEcho(client, `line-${count}`, FULL_DISK);
  const told = server.program.lines("stderr").length;
  if (told > 1) fail(`The failing log should be told once; it was told ${told} times.`);
});

check(
  "05.2",
  "a failed start is told in the log",
  { needs: [QUOTED], rule: "Events." },
  async (stage) => {
    const { address } = await stage.listen();
    const server = stage.startServer("--host", "127.0.0.1", "--port", String(address.port));
    await server.expectStatus(1, "because its port is taken");
    const [, failed] = await expectLogged(stage, server, {
      what: "the failed start",
      events: [["starting"], ["failed", { reason: /./ }]],
      cause: "Who looks into the log the next morning wants to know why nothing listens.",
    });
    if (failed?.level !== "error") {
      fail(`A start that failed is an error: the level should say so; it is ${failed?.level}.`);
    }
  },
);

check(
  "05.1",
  CLIENT,
  { points: 2, needs: [TELLS], rule: "It tells its story to client.log" },
  async (stage) => {
    const { client, server } = await pair(stage);
    client.type("hello\n");
    await server.expectBytes("hello\n", "the client's line");
    await server.sendInPieces("hello\nand\n", [3, 4]);
    await client.expectOutput("hello\nand\n", "the answers");
    await expectLogged(stage, client, {
      what: "the conversation",
      name: "client.log",
      events: [
        ["connected", { address: /^127\.0\.0\.1:\d+$/ }],
        ["sent", { bytes: "5", text: "hello" }],
        ["received", { bytes: "5", text: "hello" }],
        ["received", { bytes: "3", text: "and" }],
      ],
      cause: NOT_FLUSHED,
    });
  },
);

check(
  "05.1",
  "the client logs no password either",
  { needs: [CLIENT], rule: "It tells its story to client.log" },
  async (stage) => {
    const { client, server } = await pair(stage);
    const secret = `hunter${stage.random.integer(1_000, 9_999)}`;
    client.type(`password ${secret}\n`);
    await server.expectBytes(`password ${secret}\n`, "the client's line");
    await expectLogged(stage, client, {
      what: "the password",
      name: "client.log",
      events: [["sent"]],
      cause: NOT_FLUSHED,
    });
    expectNowhere(stage, client, secret);
    await expectLogged(stage, client, {
      what: "the password",
      name: "client.log",
      events: [["sent", { password: "[redacted]" }]],
      cause: "Both ends of a conversation know the secret, and both keep logs.",
    });
  },
);

check("05.2", QUOTED, { points: 2, needs: [TELLS], rule: "Values." }, async (stage) => {
  const server = await stage.server();
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
  await expectTextsLogged(stage, server, texts, SAME_TEXT);
});

check(
  "05.2",
  "no client can split or forge a line",
  { points: 2, needs: [QUOTED], rule: "Nothing unprintable." },
  async (stage) => {
    const server = await stage.server();
    const forged = "2026-11-22T01:02:03.456Z info connected connection=99 peer=1.2.3.4:5";
    const lineEnds = ["\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\0"];
    const texts = lineEnds.map((lineEnd) => `x${lineEnd}${forged}`);
    await expectTextsLogged(stage, server, [...texts, forged], SPLIT);
  },
);

check(
  "05.2",
  "no client can colour or turn a line",
  { points: 2, needs: [QUOTED], rule: "Nothing unprintable." },
  async (stage) => {
    const server = await stage.server();
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
    await expectTextsLogged(stage, server, texts, COLOURED);
  },
);

check("05.2", "a long text is cut", { needs: [QUOTED], rule: "Long values." }, async (stage) => {
  const server = await stage.server();
  const long = "long ".repeat(2_000);
  const texts = [long, "x".repeat(256)];
  await expectTextsLogged(stage, server, texts, CUT, (text) =>
    text === long ? `${long.slice(0, 256)}…` : text,
  );
});

check(
  "05.2",
  "no server can forge a line of the client's",
  { needs: [QUOTED, CLIENT], rule: "Nothing unprintable." },
  async (stage) => {
    const { client, server } = await pair(stage);
    const text = "x\r\x1b[31m2026-11-22T01:02:03.456Z error failed \u202e";
    server.send(`${text}\n`);
    await expectLogged(stage, client, {
      what: "the server's line",
      name: "client.log",
      events: [["received", { text }]],
      cause: SPLIT,
    });
  },
);

check("05.3", STOPS, { points: 3, needs: [TELLS], rule: "To the end." }, async (stage) => {
  await expectCompleteAfter(stage, "SIGTERM");
});

check(
  "05.3",
  "after SIGINT the log is complete",
  { needs: [STOPS], rule: "To the end." },
  async (stage) => {
    await expectCompleteAfter(stage, "SIGINT");
  },
);

check(
  "05.3",
  "a full disk does not hold up the end",
  { needs: [STOPS, FULL_DISK_SERVES], rule: "Trouble." },
  async (stage) => {
    const { program, address } = await fullDiskServer(stage);
    const client = await stage.connect({ program, address });
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
);

check(
  "05.3",
  "the log goes on behind what was there",
  { points: 2, needs: [STOPS], rule: "Behind what is there." },
  async (stage) => {
    const first = await stage.ownServer();
    const client = await stage.connect(first, "client A");
    await expectEcho(client, "first");
    client.close();
    await first.program.askToStop("SIGTERM");
    await first.program.expectStatus(0, "after SIGTERM");
    const before = readText(logPath(first.program));
    const second = await stage.ownServer("--data", first.program.data);
    await expectEcho(await stage.connect(second, "client B"), "second");
    await expectLogged(stage, second.program, {
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
    tellFile(stage, logPath(second.program));
    fail("The lines of the first run should stand unchanged; they do not.", TRUNCATED);
  },
);

check(
  "05.3",
  "the client's log is complete when it ends",
  { points: 2, needs: [CLIENT], rule: "It tells its story to client.log" },
  async (stage) => {
    const { client, server } = await pair(stage);
    server.send("good-bye\n");
    server.endSending();
    await client.expectStatus(0, "after the server has ended its side");
    await expectLogged(stage, client, {
      what: "the end of the conversation",
      name: "client.log",
      events: [["connected"], ["received", { text: "good-bye" }], ["disconnected", { why: "end" }]],
      cause: LAST_LINES,
    });
  },
);

check("05.4", ROTATES, { points: 3, needs: [TELLS], rule: "Size." }, async (stage) => {
  const server = await stage.ownServer("--max-log-bytes", "1000");
  await fill(stage, server, 1, 40);
  expectNoGap(stage, server.program, 40, 1_000);
});

check(
  "05.4",
  "a new start overwrites no old log",
  { points: 2, needs: [ROTATES], rule: "Size." },
  async (stage) => {
    const first = await stage.ownServer("--max-log-bytes", "1000");
    await fill(stage, first, 1, 20);
    first.program.signal("SIGKILL");
    await first.program.expectExit("at SIGKILL");
    const flags = ["--max-log-bytes", "1000", "--data", first.program.data];
    const second = await stage.ownServer(...flags);
    await fill(stage, second, 21, 40);
    expectNoGap(stage, second.program, 40, 1_000);
  },
);

check(
  "05.4",
  "an old log that was taken away makes no number free",
  { needs: [ROTATES], rule: "Size." },
  async (stage) => {
    const server = await stage.ownServer("--max-log-bytes", "1000");
    await fill(stage, server, 1, 20);
    const oldest = join(server.program.data, "server.log.1");
    const takenAway = readText(oldest);
    rmSync(oldest, { force: true });
    stage.story.tell("grader", "took server.log.1 away");
    await fill(stage, server, 21, 40);
    expectNoGap(stage, server.program, 40, 1_000, takenAway);
  },
);

check(
  "05.4",
  "an event that is larger than a log stands alone",
  { needs: [ROTATES], rule: "Size." },
  async (stage) => {
    const server = await stage.ownServer("--max-log-bytes", "10");
    await fill(stage, server, 1, 3);
    expectNoGap(stage, server.program, 3, 10);
  },
);

check(
  "05.5",
  HELP,
  { points: 2, needs: [TELLS], rule: "The server takes commands" },
  async (stage) => {
    const { program } = await stage.ownServer();
    program.type("help\n");
    for (const name of ["show log", "clear log", "help", "exit"]) {
      await program.expectLine(new RegExp(`^${name}\\b`), `"${name} …"`, {
        cause: "`help` shows a line for each command, which begins with its name.",
      });
    }
  },
);

check(
  "05.5",
  "exit stops the server",
  { points: 2, needs: [HELP, STOPS], rule: "To the end." },
  async (stage) => {
    const server = await stage.ownServer();
    const client = await stage.connect(server);
    await expectEcho(client, "exit now");
    server.program.type("exit now\nexi");
    server.program.type("t\n");
    await client.expectEnd("after exit on its console the server ends its side");
    client.endSending();
    await server.program.expectStatus(0, "after exit on its console", STDIN_LEFT);
    await expectLogged(stage, server.program, {
      what: "the stop",
      events: [["stopping", { why: "exit" }], ["disconnected", { why: "stop" }], ["stopped"]],
      cause: LAST_LINES,
    });
  },
);

check(
  "05.5",
  "what is no command is told, with the nearest",
  { needs: [HELP], rule: "The server takes commands" },
  async (stage) => {
    const { program } = await stage.ownServer();
    program.type("shwo log 5\nclear log now\nexitus\nshow logs\n\x1b[2Jhello\nhelp\n");
    await program.expectLine(/^help\b/, '"help …"', { cause: WHOLE_LINE });
    const told = program.lines().filter((line) => line.startsWith("Unknown command "));
    for (const [index, { typed, nearest }] of UNKNOWN.entries()) {
      const line = told[index] ?? "";
      if (line.includes(typed) && line.includes(nearest)) continue;
      fail(
        `${typed} is no command: a line "Unknown command …" should hold it and ${nearest}; the line is: ${printable(line)}`,
        WHOLE_LINE,
      );
    }
  },
);

check(
  "05.5",
  "a command may stand among blanks, with a number",
  { needs: [HELP], rule: "The server takes commands" },
  async (stage) => {
    const { program } = await stage.ownServer();
    program.type("  show   log  0 \n \t help  \n");
    await program.expectLine(/^help\b/, '"help …"', { cause: BLANKS });
    const told = program.lines().find((line) => line.startsWith("Unknown command "));
    if (told === undefined) return;
    fail(`"  show   log  0 " is a command with a wrong number; the answer is: ${told}`, BLANKS);
  },
);

check(
  "05.5",
  "the end of the input stops nothing",
  { needs: [HELP], rule: "The end of standard input" },
  async (stage) => {
    const server = await stage.ownServer();
    server.program.type("help\n");
    await server.program.expectLine(/^help\b/, '"help …"');
    server.program.endInput();
    await expectEcho(await stage.connect(server), "hello", END_OF_INPUT);
    const client = await stage.connect(server, "client B");
    await expectEcho(client, "hello", END_OF_INPUT);
    const connection = await connectionOf(stage, server, client);
    await expectLogged(stage, server.program, {
      what: "the visit",
      connection,
      events: [["sent"]],
    });
  },
);

check(
  "05.5",
  CLEARS,
  { points: 2, needs: [HELP], rule: "The server takes commands" },
  async (stage) => {
    const server = await stage.ownServer("--max-log-bytes", "1000");
    await fill(stage, server, 1, 20);
    server.program.type("clear log\n");
    await expectInFile(stage, logPath(server.program), {
      what: "after clear log, server.log should begin with the event log-cleared",
      find: (text) => {
        const first = parseEntry(text.split("\n", 1)[0] ?? "");
        return typeof first === "object" && first.event === "log-cleared";
      },
      cause: (text) =>
        text.startsWith("\0")
          ? NULS
          : "Whoever clears a log may want to hide something: the first line of the new one says that it was done.",
      by: server.program,
    });
    await expectEcho(await stage.connect(server, "client B"), "after");
    await expectLogged(stage, server.program, {
      what: "what happened after clear log",
      events: [["log-cleared"], ["received", { text: "after" }], ["sent"]],
      cause: "The story goes on in the file that has the name server.log now.",
    });
    const old = logFiles(server.program).slice(0, -1);
    if (old.length > 0) {
      fail(
        `clear log should empty the whole log; there is still ${old.join(", ")}.`,
        "The full files with numbers are a part of the log.",
      );
    }
  },
);

check(
  "05.5",
  "in a terminal the console completes and remembers",
  { needs: [HELP], rule: "In a terminal there is a prompt" },
  async (stage) => {
    const terminal = await terminalServer(stage);
    await completed(terminal, "hel", /> help/);
    await terminal.type("\r");
    await terminal.expectShown(/clear log.*exit/s, "the commands");
    await terminal.type(ARROW_UP);
    await terminal.expectShown(/> help/, "the line before, after the arrow key up", NO_READLINE);
    await terminal.type("\r");
    await terminal.expectShown(/clear log.*exit/s, "the commands again");
    await terminal.type(CTRL_C);
    await terminal.expectShown(/stopped/, '"stopped" after Ctrl-C', "Ctrl-C stops the server.");
  },
);

check(
  "05.5",
  "in a terminal clear log asks, and clears the screen",
  { needs: [CLEARS], rule: "In a terminal there is a prompt" },
  async (stage) => {
    const terminal = await terminalServer(stage);
    await terminal.type("clear log\r");
    await terminal.expectShown(/\?/, "a question before the log is thrown away");
    await terminal.type("n\r");
    await terminal.expectShown(/> /, "the prompt after the answer n");
    await expectLogged(stage, terminal.program, {
      what: "the start, after the answer n",
      events: [["starting"], ["listening"]],
      cause: "Only y or yes is a yes: what is thrown away does not come back.",
    });
    await terminal.type("clear log\r");
    await terminal.expectShown(/\?/, "the question again");
    await terminal.type("y\r");
    await expectLogged(stage, terminal.program, { what: "clear log", events: [["log-cleared"]] });
    await terminal.program.changes.until(
      () => CLEARS_SCREEN.test(raw(terminal)) || undefined,
      deadlineMs(),
    );
    if (!CLEARS_SCREEN.test(raw(terminal))) {
      fail("clear log should clear the screen as well; it did not.", "`console.clear()` does it.");
    }
  },
);

check(
  "05.6",
  SHOWS,
  { points: 2, needs: [HELP], rule: "The server takes commands" },
  async (stage) => {
    const server = await stage.ownServer();
    await fill(stage, server, 1, 30);
    await expectShownLog(server.program, "show log 3", 3);
    await expectShownLog(server.program, "show log", 20);
    await expectShownLog(server.program, "show log 1000", Number.POSITIVE_INFINITY);
  },
);

check(
  "05.6",
  "show log reads over the borders of files",
  { needs: [SHOWS, ROTATES], rule: "The server takes commands" },
  async (stage) => {
    const server = await stage.ownServer("--max-log-bytes", "1000");
    await fill(stage, server, 1, 30);
    await expectShownLog(server.program, "show log 40", 40);
  },
);

check(
  "05.6",
  "show log reads a long file from its end",
  { needs: [SHOWS], rule: "The server takes commands" },
  async (stage) => {
    const data = stage.dataFolder();
    const path = join(data, "server.log");
    const letters = "🙂".repeat(139);
    const seeded = Array.from(
      { length: 330 },
      (_, index) =>
        `2026-11-22T01:02:03.456Z info seeded number=${index + 1000} text="${letters}"\n`,
    );
    writeFileSync(path, seeded.join(""));
    stage.story.tell("grader", "wrote 330 lines of 600 bytes into server.log");
    const { program } = await stage.ownServer("--data", data);
    await expectLogged(stage, program, {
      what: "the start, behind the long log",
      events: [["starting"], ["listening"]],
    });
    // As many lines as end in the last 64 KiB: the first of them begins before.
    const lastBlock = readFileSync(path).subarray(-65_536);
    const ends = lastBlock.filter((byte) => byte === 0x0a).length;
    await expectShownLog(program, `show log ${ends}`, ends, LONG_FILE);
    await expectShownLog(program, "show log 325", 325, LONG_FILE);
  },
);

check(
  "05.6",
  "show log refuses what is no number of lines",
  { needs: [SHOWS], rule: "The server takes commands" },
  async (stage) => {
    const { program } = await stage.ownServer();
    program.type("show log 0\nshow log all\nshow log -3\nhelp\n");
    await program.expectLine(/^help\b/, '"help …"');
    const shown = program.lines().filter((line) => typeof parseEntry(line) === "object");
    if (shown.length > 0) {
      fail(
        `show log 0, all and -3 should show no line of the log; ${shown.length} were shown.`,
        "A number of lines is a whole number, 1 or more.",
      );
    }
    for (const typed of ["show log 0", "show log all", "show log -3"]) {
      const isTold = program.lines().some((line) => line.includes(typed));
      if (!isTold) fail(`${typed} should be refused in a line that holds it; there is none.`);
    }
  },
);

checkWithoutLogs(
  "05.6",
  "show log is harmless whatever the file holds",
  { needs: [SHOWS], rule: "show log obeys rule 4" },
  async (stage) => {
    const data = stage.dataFolder();
    const evil = "2026-11-22T01:02:03.456Z info evil \x1b[2J\x9b31m\u202e\rforged";
    writeFileSync(join(data, "server.log"), `${evil}\n`);
    stage.story.tell("grader", "wrote a line with escape codes into server.log");
    const { program } = await stage.ownServer("--data", data);
    program.type("show log\n");
    const [line] = await program.expectLine(/info evil.*/, "the line with escape codes");
    await program.expectLine(/info listening/, "the line after it");
    if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(line) && line.includes("forged")) return;
    fail(
      `show log should show what is not printable as \\uXXXX; it printed ${JSON.stringify(line)}.`,
      "Another program may have written into the file. Escape the control characters of each line again before you print it.",
    );
  },
);

/** The number under which the log tells of this client. */
async function connectionOf(stage: Stage, server: RunningServer, client: Peer): Promise<string> {
  const [connected] = await expectLogged(stage, server.program, {
    what: "a new client",
    events: [["connected", { connection: /^\d+$/, peer: client.address }]],
    cause: NOT_FLUSHED,
  });
  return connected?.fields.connection ?? "";
}

async function expectEcho(client: Peer, text: string, cause?: LikelyCause): Promise<void> {
  client.send(`${text}\n`);
  await client.expectBytes(`${text}\n`, "the answer to a line of text", cause);
}

/** A server whose log is on a full disk. */
async function fullDiskServer(stage: Stage): Promise<RunningServer> {
  if (!existsSync("/dev/full")) throw new NotJudged("it needs /dev/full, which only Linux has");
  const data = stage.dataFolder();
  symlinkSync("/dev/full", join(data, "server.log"));
  stage.story.tell("grader", "made server.log a link to /dev/full: every write fails with ENOSPC");
  return await stage.ownServer("--data", data);
}

/** A line that brings its own end gets two. */
async function expectNoEmptyLine(stage: Stage, program: Program): Promise<void> {
  const path = logPath(program);
  const isEmpty = await expectInFile(stage, path, {
    what: "server.log should hold a line",
    find: (text) => text.includes("\n") && { line: /^\n|\n\n/.test(text) },
    cause: (text) => (text === "" ? `There is no line in server.log. ${NOT_FLUSHED}` : NOT_FLUSHED),
    by: program,
  });
  if (!isEmpty.line) return;
  tellFile(stage, path);
  fail(
    "Each line of server.log should be one event; there is an empty line.",
    "`logLine` makes a line without its end: the log adds the LF itself.",
  );
}

/** A client sends these lines; the log must hold each of them, as it is or as `loggedAs` says. */
async function expectTextsLogged(
  stage: Stage,
  server: RunningServer,
  texts: readonly string[],
  cause: string,
  loggedAs = (text: string) => text,
): Promise<void> {
  const client = await stage.connect(server);
  const connection = await connectionOf(stage, server, client);
  for (const text of texts) await expectEcho(client, text);
  client.endSending();
  await expectLogged(stage, server.program, {
    what: "the visit",
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

/** A text as the story can tell it. */
function shown(text: string): string {
  return printable(JSON.stringify(text.slice(0, 300)));
}

/** The secret must stand neither in a file of the data folder nor in what was printed. */
function expectNowhere(stage: Stage, program: Program, secret: string): void {
  for (const name of readdirSync(program.data)) {
    if (!readText(join(program.data, name)).includes(secret)) continue;
    tellFile(stage, join(program.data, name));
    fail(
      `The password should stand in no file; it stands in ${name}.`,
      "Logs are kept, copied and mailed. What nobody may know must not be told to them.",
    );
  }
  if (!program.everythingPrinted.split("\n").some((line) => line.includes(secret))) return;
  fail("The password should not be printed; it was.");
}

async function expectCompleteAfter(stage: Stage, signal: "SIGTERM" | "SIGINT"): Promise<void> {
  const server = await stage.ownServer();
  const client = await stage.connect(server);
  await expectEcho(client, "hello");
  await server.program.askToStop(signal);
  await client.expectEnd(`after ${signal} the server ends its side`);
  await expectLogged(stage, server.program, {
    what: `the stop by ${signal}`,
    events: [["stopping", { why: signal }]],
    cause: NOT_FLUSHED,
  });
  client.endSending();
  await server.program.expectLine(exactly("stopped"), '"stopped"', { cause: LEFT_BADLY });
  const atStopped = logLines(server.program).map(parseEntry);
  await server.program.expectStatus(0, `after ${signal}`, LEFT_BADLY);
  await expectLogged(stage, server.program, {
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
    tellFile(stage, logPath(server.program));
    fail("The last line of the log should be the event stopped; it is not.", LAST_LINES);
  }
  if (atStopped.some((entry) => typeof entry === "object" && entry.event === "stopped")) return;
  fail(
    "When the server prints stopped, its log should be complete; the last lines came later.",
    "End the log, and wait until it has closed, before you say that it is over.",
  );
}

/** Client A sends the lines `line FROM` to `line TO`; returns when the log tells of the last. */
async function fill(stage: Stage, server: RunningServer, from: number, to: number): Promise<void> {
  const client = await stage.connect(server, "client A");
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const lines = numbers.map((number) => `line-${number}\n`).join("");
  client.send(lines);
  await client.expectBytes(lines, "the answers");
  await expectInFile(stage, logPath(server.program), {
    what: `server.log, or a full one beside it, should tell of line-${to} and its answer`,
    find: () => {
      const entries = entriesOf(wholeLog(server.program));
      if ("broken" in entries) return true; // told by whoever looks closer
      const place = entries.good.findLastIndex(({ fields }) => fields.text === `line-${to}`);
      return place >= 0 && entries.good.slice(place).some(({ event }) => event === "sent");
    },
    cause: NOT_FLUSHED,
    by: server.program,
  });
}

/** The log's files, oldest first: server.log.1, server.log.2, …, server.log. */
function logFiles({ data }: Program): string[] {
  const numbers = readdirSync(data)
    .map((name) => /^server\.log\.(\d+)$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((one, other) => one - other);
  return [...numbers.map((number) => `server.log.${number}`), "server.log"];
}

function wholeLog(program: Program): string {
  return logFiles(program)
    .map((name) => readText(join(program.data, name)))
    .join("");
}

/** All lines of the clients must be there, in order, in more than one file, none larger than allowed. */
function expectNoGap(
  stage: Stage,
  program: Program,
  count: number,
  maxBytes: number,
  takenAway = "",
): void {
  const files = logFiles(program);
  stage.story.tell("grader", `found ${files.join(", ")}`);
  if (!existsSync(logPath(program))) {
    fail("The newest lines should stand in server.log; there is no such file.", WRITES_ON);
  }
  if (files.length === 1) {
    fail(
      `With --max-log-bytes ${maxBytes} there should be full logs with numbers; there is only server.log.`,
      "Before a line that would make the file too large, give the file a number: server.log.1, server.log.2, …",
    );
  }
  for (const name of files) {
    const path = join(program.data, name);
    const { size } = statSync(path);
    const lines = readText(path).split("\n").length - 1;
    if (lines === 0 && name !== "server.log") {
      fail(`A log that is put aside should tell something; ${name} is empty.`, EMPTY);
    }
    if (size <= maxBytes || lines === 1) continue;
    fail(
      `No log should be larger than ${maxBytes} bytes, but for one line alone; ${name} has ${size}.`,
      statSync(logPath(program)).size === 0 ? WRITES_ON : LOOK_BEFORE,
    );
  }
  expectFull(program, files, maxBytes);
  const entries = entriesOf(takenAway + wholeLog(program));
  if ("broken" in entries) fail(`A line is broken: ${printable(entries.line)}`, entries.broken);
  const texts = entries.good
    .filter(({ event, fields }) => event === "received" && fields.text?.startsWith("line-"))
    .map(({ fields }) => fields.text);
  const wanted = Array.from({ length: count }, (_, index) => `line-${index + 1}`);
  const wrong = wanted.findIndex((text, index) => texts[index] !== text);
  if (wrong === -1 && texts.length === count) return;
  const at = wanted[wrong] ?? "its end";
  fail(
    `All ${count} lines should stand in the logs, in order; at ${at} there is ${texts[wrong] ?? "nothing"}.`,
    LOST,
  );
}

/** Each file that was put aside had no room for the line that opens the next one. */
function expectFull(program: Program, files: readonly string[], maxBytes: number): void {
  for (const [index, name] of files.slice(0, -1).entries()) {
    const next = readText(join(program.data, files[index + 1] ?? ""));
    const line = next.slice(0, next.indexOf("\n") + 1);
    const { size } = statSync(join(program.data, name));
    if (line === "" || size + Buffer.byteLength(line) > maxBytes) continue;
    fail(
      `A file should be put aside when the next line has no room in it; ${name} has ${size} bytes, and the next line had room: it has ${Buffer.byteLength(line)}.`,
      "The size is counted from the beginning again in each new file. In `#rotate`, `#goOn` does that as well.",
    );
  }
}

/** Types the command; the console must show that many of the log's last lines, as they stand. */
async function expectShownLog(
  program: Program,
  command: string,
  count: number,
  cause = SHOW,
): Promise<void> {
  const wanted = wholeLog(program).split("\n").slice(0, -1).slice(-count);
  const from = program.lines().length;
  program.type(`${command}\nhelp\n`);
  const isHelp = (line: string) => /^help\b/.test(line);
  await program.changes.until(() => program.lines().slice(from).some(isHelp) || undefined, 3_000);
  const shown = program
    .lines()
    .slice(from)
    .filter((line) => typeof parseEntry(line) === "object");
  if (shown.length !== wanted.length) {
    fail(`${command} should show ${wanted.length} lines; it showed ${shown.length}.`, cause);
  }
  const wrong = shown.findIndex((line, index) => line !== wanted[index]);
  if (wrong === -1) return;
  const [right = "", other = ""] = [wanted[wrong], shown[wrong]];
  const at = Array.from(right).findIndex((letter, index) => Array.from(other)[index] !== letter);
  const part = (line: string) =>
    Array.from(line)
      .slice(Math.max(0, at - 80), at + 20)
      .join("");
  fail(`${command} should show "${part(right)}"; it showed "${part(other)}".`, cause);
}

/** The client, connected to a scripted server. */
async function pair(stage: Stage): Promise<{ client: Program; server: Peer }> {
  const listener = await stage.listen();
  const client = stage.client(listener.address);
  return { client, server: await listener.accept(client) };
}

/** A server in a terminal, at its prompt. */
async function terminalServer(stage: Stage): Promise<Terminal> {
  const terminal = stage.startInTerminal("server", "--host", "127.0.0.1", "--port", "0");
  await terminal.expectShown(/listening on/, '"listening on …"');
  await terminal.expectShown(/> /, "a prompt that ends in a blank, as in `> `");
  return terminal;
}

/** Types the beginning of a command and Tab; the terminal must show the whole. */
async function completed(terminal: Terminal, start: string, whole: RegExp): Promise<void> {
  await terminal.type(start);
  await terminal.expectShown(new RegExp(start), `"${start}" as it was typed`);
  await terminal.type("\t");
  await terminal.expectShown(/p/, `the rest of the command after Tab`, NO_READLINE);
  if (whole.test(terminal.screen)) return;
  fail(`After "${start}" and Tab the whole command should stand there; it does not.`, NO_READLINE);
}

function raw(terminal: Terminal): string {
  return terminal.program.output.toString();
}

const MINUTE_MS = 60_000;

const ARROW_UP = "\x1b[A";

/** How a terminal is told to clear itself: go to its corner and erase what follows, or erase all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the code that is looked for
const CLEARS_SCREEN = /\x1b\[(?:1;1)?H\x1b\[0?J|\x1b\[[23]J|\x1bc/;

const UNKNOWN = [
  { typed: "shwo log 5", nearest: "show log" },
  { typed: "clear log now", nearest: "clear log" },
  { typed: "exitus", nearest: "exit" },
  { typed: "show logs", nearest: "show log" },
  { typed: "\\u001b[2Jhello", nearest: "help" },
] as const;

const NOT_FLUSHED =
  "A line may wait a moment in memory, no more than a second: who watches the log wants to see what happens.";

const TRUNCATED =
  'A log is opened to append (flag "a"). Opened to write (flag "w"), it loses all that was told before.';

const LAST_LINES =
  "The last lines are missing: they still waited in memory when the process ended. End the log, and wait for it, before the program ends.";

const LEFT_BADLY: LikelyCause = {
  general:
    "It left by an error, or was ended from within. Close the log, and let the program end by itself.",
  node: "It left by an error, or by process.exit. End the log, wait until it has closed, and let the process end by itself.",
};

const FULL_DISK =
  "A log that cannot be written is bad; a service that stops for it is worse. Catch the error of the file, and say so on standard error.";

const FULL_AT_END: LikelyCause = {
  general:
    "A full disk is told once, when it is met, and the end of the log must not fail for it: catch the error of the last write too, and go on.",
  node: 'A full disk is told once, when it is met, and the end of the log must not fail for it: a stream that cannot write says "error" and never "close". Wait for either, and go on.',
};

const WHOLE_LINE =
  "A command is the whole line: `exitus` is not `exit`, `show logs` is not `show log`. What takes no argument has none.";

const BLANKS =
  "Blanks around the words do not matter, and what stands behind `show log` is its argument, wrong or not.";

const WRITES_ON =
  "The file was renamed, and the program writes on: an open file stays the same file under its new name. Open the one that has the name server.log now; `#goOn` does it.";

const LOOK_BEFORE =
  "Look before you write: would this line make the file too large? What earlier runs wrote counts, and what still waits in memory.";

const THROWN_AWAY =
  "Something was thrown away. Escape what is not printable: two different texts must not look the same.";

const ESCAPED_TWICE: LikelyCause = {
  general:
    "It is escaped twice: read back, it still holds escapes. Write the JSON string first, then escape what is not printable in it.",
  node: "It is escaped twice: read back, it still holds escapes. `JSON.stringify` comes first, then `printable` with its result.",
};

const LONG_FILE =
  "Go back block by block until there are more line ends than wanted lines: the first line may lack its beginning. What is read later goes in front. Make text of all the bytes at once: a border may cut a letter.";

const SAME_TEXT =
  "The value is the text itself, as JSON writes a string. Read back as JSON, it must be the same.";

const SPLIT =
  "Many characters end a line on some screen or for some program, not LF alone. Escape them all.";

const COLOURED =
  "Who shows this log in a terminal obeys the code in it. Escape what is not printable: C0, DEL, C1, and what turns the direction of writing.";

const CUT = "A value longer than 256 characters is cut there, and … stands for the rest.";

const LOST =
  "The file was put aside while lines still waited in memory, or a name was used twice, or two files were mixed.";

const EMPTY =
  "Its lines may still have waited in memory when it was put aside: write them first. Or there was nothing in it: an empty file makes no room.";

const END_OF_INPUT =
  "A server that is started in the background has no input. Its end is no command.";

const STDIN_LEFT = "Its standard input is still open: close it, or it keeps the process alive.";

const NO_READLINE: LikelyCause = {
  general: "A library for reading lines does it, where standard input is a terminal.",
  node: "Node's `readline` does it, with a `completer` and `terminal: true`, where standard input is a terminal.",
};

const SHOW = "The last lines of the log, oldest first, as they stand in the file.";
