/** What is asked of lab 08: messages that know their length, however they come. The rules stand in its README. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { checksOf } from "../harness/check.ts";
import { CheckFailed, fail } from "../harness/failure.ts";
import { expectFrame, expectFrameLike, frame, header } from "../harness/frames.ts";
import { peakMemory } from "../harness/kernel.ts";
import { expectLogged, logLines } from "../harness/log-lines.ts";
import { deadlineMs } from "../harness/pace.ts";
import { exactly, startingWith } from "../harness/patterns.ts";
import type { Peer } from "../harness/peer.ts";
import type { Program } from "../harness/program.ts";
import type { RunningServer, Stage } from "../harness/stage.ts";

const check = checksOf("08-framing");

const TOKEN = "the first frame carries the token";
const REPLY = "what the operator types is one frame";
const SHOWN = "a message is shown with its length, and nothing else of it";
const CLIENT_SENDS = "the client puts its token before every message";
const CLIENT_SHOWS = "the client shows each text on a line of its own";
const PIECES = "a frame may come in pieces";
const CUT = "a stream that ends inside a frame is an error";
const LEAVES = "when a client has left, the next one has its turn";
const CLIENT_ENDS = "the client ends well when the server ends between two frames";

/** Any text of the right form stands for a token. */
const SOME_TOKEN = "A".repeat(43);
const WAIT = "please wait: the operator is talking to somebody else";
const YOUR_TURN = "thank you for waiting: the operator is talking to you now";

const HEADER_BYTES = 4;

const DEFAULT_LIMIT = 1_048_576;

/** More than the buffers of the system and of both programs can hold: about 4 MB on loopback. */
const MORE_THAN_BUFFERS = 10 * 1024 * 1024;

/** Long, and still short enough for a line of its own, and for a socket that has nothing else to do. */
const LONG_BYTES = 40_000;

check("08.1", TOKEN, { points: 2 }, async (stage) => {
  const server = await stage.server();
  const first = await enter(stage, server, "client A");
  await leave(server, first);
  const second = await enter(stage, server, "client B");
  await leave(server, second);
  if (first.token === second.token) {
    fail("Two sessions should have two tokens; client B got the token of client A.", ONE_TOKEN);
  }
});

check("08.1", REPLY, { points: 2, needs: [TOKEN] }, async (stage) => {
  const server = await stage.server();
  server.program.type("to nobody\n");
  await expectSaid(server.program, "nobody is here: not sent", KEPT_FOR_LATER);
  const guest = await enter(stage, server);
  server.program.type("hello\n");
  await expectFrame(guest.peer, "hello", "what the operator typed", KEPT_FOR_LATER);
  await expectSaid(server.program, "sent 5 bytes");
  server.program.type("one\ntwo\n");
  await expectFrame(guest.peer, "one", "the first of two replies");
  await expectFrame(guest.peer, "two", "the second of two replies");
  await leave(server, guest);
});

check(
  "08.1",
  "the length counts bytes, not letters",
  { points: 2, needs: [REPLY] },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    for (const text of ["Владимир", `${stage.random.word()} 🐙`]) {
      server.program.type(`${text}\n`);
      await expectFrame(guest.peer, text, `the reply ${JSON.stringify(text)}`, ROOM_FOR_LETTERS);
      await expectSaid(server.program, `sent ${Buffer.byteLength(text)} bytes`, COUNTS_LETTERS);
    }
    await leave(server, guest);
  },
);

check("08.1", "a reply may be long, and empty", { points: 2, needs: [REPLY] }, async (stage) => {
  const server = await stage.server();
  const guest = await enter(stage, server);
  for (const length of [255, 256, LONG_BYTES]) {
    const text = "x".repeat(length);
    server.program.type(`${text}\n`);
    await expectFrame(guest.peer, text, `a reply of ${length} bytes`);
  }
  server.program.type("\nsay\nsay help\n");
  await expectFrame(guest.peer, "", "the empty line", EMPTY_IS_LEGAL);
  await expectFrame(guest.peer, "", '"say" without a text', EMPTY_IS_LEGAL);
  await expectFrame(guest.peer, "help", '"say help"', SAY);
  await leave(server, guest);
});

check(
  "08.1",
  "who comes second waits in line, and is told so",
  { points: 2, needs: [REPLY] },
  async (stage) => {
    const server = await stage.server();
    const first = await enter(stage, server, "client A");
    const second = await stage.connect(server, "client B");
    await expectToken(second);
    await expectFrame(second, WAIT, "what a client in line is told");
    await expectSaid(server.program, `waiting ${second.address}`);
    server.program.type("for A\n");
    await expectFrame(first.peer, "for A", "the reply to client A");
    second.expectNothing("a reply goes to one client only", TO_ALL);
    await leave(server, first);
    await expectFrame(second, YOUR_TURN, "what a client is told when its turn comes");
    await expectSaid(server.program, `talking to ${second.address}`);
    server.program.type("for B\n");
    await expectFrame(second, "for B", "the reply to client B");
    await leave(server, { peer: second });
  },
);

check("08.2", SHOWN, { points: 2, needs: [REPLY] }, async (stage) => {
  const server = await stage.server();
  const guest = await enter(stage, server);
  for (const text of [
    "hello",
    "Владимир",
    `${stage.random.word()} 🐙`,
    "",
    " two  blanks ",
    "help",
  ]) {
    guest.say(text);
    await expectReceived(server, guest, text, (line) => shownWrongly(line, text));
    server.program.type(`${text}!\n`);
    await expectFrame(guest.peer, `${text}!`, "the operator's reply");
  }
  await leave(server, guest);
});

check(
  "08.2",
  "several frames in one chunk are several messages",
  { points: 2, needs: [SHOWN] },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const texts = ["one", "", "два", stage.random.word()];
    guest.say(...texts);
    for (const text of texts) await expectReceived(server, guest, text, ONE_READ);
    await leave(server, guest);
  },
);

check(
  "08.2",
  "a frame that is not whole is left as it is",
  { points: 2, needs: [SHOWN] },
  async (stage) => {
    const server = await stage.server();
    for (const [what, length] of [
      ["its header", HEADER_BYTES],
      ["half of its text", HEADER_BYTES + SOME_TOKEN.length + 1 + 4],
    ] as const) {
      const guest = await enter(stage, server, `client that ends behind ${what}`);
      const cut = framesOf(guest, ["cut away"]).subarray(0, length);
      guest.peer.send(Buffer.concat([framesOf(guest, ["one", "two"]), cut]));
      guest.peer.endSending();
      for (const text of ["one", "two"]) await expectReceived(server, guest, text, ONE_READ);
      await expectNoMore(server, guest, what);
    }
  },
);

check(
  "08.2",
  "what comes without the token is refused",
  { points: 2, needs: [SHOWN] },
  async (stage) => {
    const server = await stage.server();
    const old = await enter(stage, server, "client with a token");
    await leave(server, old);
    const wrong = [
      ["without any token", () => "hello"],
      ["with the token of another session", () => `${old.token} hello`],
      ["with half of its token", (token: string) => `${token.slice(0, 20)} hello`],
      ["with its token at the end", (token: string) => `hello ${token}`],
      ["with its token and no blank", (token: string) => `${token}hello`],
      ["that is empty", () => ""],
    ] as const;
    for (const [what, message] of wrong) {
      const guest = await enter(stage, server, `client ${what}`);
      guest.peer.send(frame(message(guest.token)));
      const cause = message(guest.token) === "" ? EMPTY_IS_WHOLE : NOT_CHECKED;
      await expectRefused(server, guest, `a message ${what}`, cause);
    }
    await expectAlive(stage, server);
  },
);

check(
  "08.2",
  "who announces too much is refused at once",
  { points: 2, needs: [SHOWN] },
  async (stage) => {
    const server = await stage.server();
    const before = peakMemory(server.program.pid);
    for (const length of [0xffffffff, 0x80000000, DEFAULT_LIMIT + 1]) {
      const guest = await enter(stage, server, `client that announces ${length} bytes`);
      guest.peer.send(header(length));
      await expectRefused(
        server,
        guest,
        `a header that announces ${length} bytes`,
        noLimit(length),
      );
    }
    const grown = (peakMemory(server.program.pid) ?? 0) - (before ?? 0);
    if (grown > 1024 ** 3) {
      fail(
        `The server should not reserve what a header announces; its memory grew by ${Math.round(grown / 1024 ** 2)} MiB.`,
        "The announced length was believed before it was looked at. Compare it with the limit first, then allocate.",
      );
    }
    const guest = await enter(stage, server);
    guest.peer.send(Buffer.concat([frame(`${guest.token} fine`), header(0xffffffff)]));
    await expectReceived(server, guest, "fine", ONE_READ);
    await expectRefused(server, guest, "the second header, which lies", noLimit(0xffffffff));
  },
);

check("08.2", "the limit itself is still allowed", { needs: [SHOWN] }, async (stage) => {
  const server = await stage.ownServer("--max-body-bytes", "100");
  const guest = await enter(stage, server, "client A");
  const longest = "x".repeat(100 - SOME_TOKEN.length - 1);
  guest.say(longest);
  await expectReceived(server, guest, longest, LIMIT_IS_ALLOWED);
  guest.say(`${longest}x`);
  await expectRefused(server, guest, "a body of 101 bytes, where 100 are the limit", LIMIT_FLAG);
});

check("08.2", "what is not UTF-8 is refused", { points: 2, needs: [SHOWN] }, async (stage) => {
  const server = await stage.server();
  const wrong = [
    ["a byte that no letter has", [0xff]],
    ["half a letter", [0xd0]],
    ["a letter written longer than it is", [0xc0, 0xaf]],
  ] as const;
  for (const [what, bytes] of wrong) {
    const guest = await enter(stage, server, `client that sends ${what}`);
    const start = Buffer.from(`${guest.token} `);
    guest.peer.send(frame(Buffer.concat([start, Buffer.from(bytes)])));
    await expectRefused(server, guest, what, LENIENT);
  }
  await expectAlive(stage, server);
});

check(
  "08.2",
  "a text cannot draw on the operator's screen",
  { points: 2, needs: [SHOWN] },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const text = "\x1b[2Ja\r\nleft 127.0.0.1:1\u202eb\u009bc";
    const shown = "\\u001b[2Ja\\u000d\\u000aleft 127.0.0.1:1\\u202eb\\u009bc";
    guest.say(text);
    const line = `received ${Buffer.byteLength(text)} bytes: ${shown}`;
    await expectSaid(server.program, line, DRAWS);
    await leave(server, guest);
  },
);

check("08.2", "no token is shown or logged", { needs: [SHOWN] }, async (stage) => {
  const server = await stage.ownServer();
  const guest = await enter(stage, server);
  guest.say("hello");
  await expectReceived(server, guest, "hello");
  guest.peer.send(frame(`${guest.token}hello`));
  await expectRefused(server, guest, "a message with its token and no blank", NOT_CHECKED);
  await server.program.askToStop("SIGTERM");
  await server.program.expectStatus(0, "after SIGTERM");
  const printed = server.program.everythingPrinted;
  if (printed.includes(guest.token)) fail("The token should not be on the screen; it is.", SECRET);
  if (logLines(server.program).join("\n").includes(guest.token)) {
    fail("The token should not be in server.log; it is.", SECRET);
  }
});

check("08.2", CLIENT_SENDS, { points: 2 }, async (stage) => {
  const { client, server } = await greetedClient(stage);
  const word = stage.random.word();
  client.type(`hello\n\n${word}\n`);
  for (const text of ["hello", "", word]) {
    await expectFrame(server, `${SOME_TOKEN} ${text}`, `the client's line ${JSON.stringify(text)}`);
    await expectTold(client, `sent ${Buffer.byteLength(text)} bytes`, COUNTS_LETTERS);
  }
});

check("08.2", CLIENT_SHOWS, { points: 2, needs: [CLIENT_SENDS] }, async (stage) => {
  const { client, server } = await greetedClient(stage);
  const texts = ["hello", "", stage.random.word(), "a\x1b[31mb\nc"];
  server.send(Buffer.concat(texts.map(frame)));
  for (const text of texts) await expectTold(client, `received ${Buffer.byteLength(text)} bytes`);
  await client.expectOutput(
    `hello\n\n${texts[2]}\na\\u001b[31mb\\u000ac\n`,
    "the four texts",
    clientShows,
  );
});

check(
  "08.2",
  "the client refuses a server that breaks the rules",
  { points: 2, needs: [CLIENT_SENDS] },
  async (stage) => {
    const lies = [
      ["that does not begin with a token", frame("hello")],
      ["that announces 4 GiB", Buffer.concat([frame(`token ${SOME_TOKEN}`), header(0xffffffff)])],
      [
        "whose text is not UTF-8",
        Buffer.concat([frame(`token ${SOME_TOKEN}`), frame(Buffer.from([0xff]))]),
      ],
    ] as const;
    for (const [what, bytes] of lies) {
      const { client, server } = await connectedClient(stage);
      server.send(bytes);
      await expectLost(client, `after meeting a server ${what}`);
    }
  },
);

check("08.3", PIECES, { points: 2, needs: [SHOWN] }, async (stage) => {
  const server = await stage.server();
  const guest = await enter(stage, server);
  const end = 4 + SOME_TOKEN.length + 1;
  for (const [what, cuts] of [
    ["the first byte of its header", [1]],
    ["two bytes of its header", [2]],
    ["three bytes of its header", [3]],
    ["its header", [4]],
    ["a part of its token", [20]],
    ["half a letter", [end + 1]],
    ["each byte of its header", [1, 1, 1, 1]],
  ] as const) {
    const text = `я ${stage.random.word()}`;
    await guest.peer.sendInPieces(frame(`${guest.token} ${text}`), cuts);
    await expectReceived(
      server,
      guest,
      text,
      `The frame was cut behind ${what}. ${NOT_A_READ} ${WRONG_PLACE}`,
    );
  }
  await leave(server, guest);
});

check(
  "08.3",
  "frames cut anywhere are the same frames",
  { points: 2, needs: [PIECES] },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const texts = ["one", "", stage.random.word(), "four"];
    const bytes = framesOf(guest, texts);
    const everyByte = Array.from({ length: 120 }, () => 1);
    const anywhere = Array.from({ length: 20 }, () => stage.random.integer(1, 70));
    // The second piece: the rest of the first frame, and half of the next one's header.
    const acrossTheEnd = [10, framesOf(guest, ["one"]).length - 8];
    for (const cuts of [everyByte, anywhere, acrossTheEnd]) {
      await guest.peer.sendInPieces(bytes, cuts);
      for (const text of texts) await expectReceived(server, guest, text, NOT_A_READ);
    }
    await leave(server, guest);
  },
);

check(
  "08.3",
  "a long frame comes in many chunks",
  { points: 2, needs: [PIECES] },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const long = `${"long ".repeat(60_000)}${stage.random.word()}`;
    guest.say("before", long, "after");
    for (const text of ["before", long, "after"]) {
      await expectReceived(server, guest, text, NOT_A_READ);
    }
    await leave(server, guest);
  },
);

check("08.3", "a lie is found out when its header is whole", { needs: [PIECES] }, async (stage) => {
  const server = await stage.server();
  const guest = await enter(stage, server);
  await guest.peer.sendInPieces(header(0xffffffff), [1, 2]);
  await expectRefused(server, guest, "a header of ff ff ff ff in pieces", noLimit(0xffffffff));
});

check(
  "08.3",
  "the client puts frames together",
  { points: 2, needs: [CLIENT_SHOWS] },
  async (stage) => {
    const { client, server } = await connectedClient(stage);
    const texts = ["hello", "", stage.random.word()];
    const bytes = Buffer.concat([`token ${SOME_TOKEN}`, ...texts].map((text) => frame(text)));
    await server.sendInPieces(bytes, [1, 1, 1, 1, 20, 30, 2, 1, 3, 5, 2, 1]);
    for (const text of texts) {
      await expectTold(client, `received ${Buffer.byteLength(text)} bytes`, NOT_A_READ);
    }
    await client.expectOutput(linesOf(texts), "the texts, sent in pieces", clientShows);
  },
);

check("08.4", LEAVES, { points: 2, needs: [SHOWN] }, async (stage) => {
  const server = await stage.ownServer();
  for (const [index, name] of ["client A", "client B", "client C"].entries()) {
    const guest = await enter(stage, server, name);
    guest.say(`I am ${name}`);
    await expectReceived(server, guest, `I am ${name}`);
    guest.peer.endSending();
    await guest.peer.expectEnd(
      "when the client has ended its side the server ends its own",
      END_UNSEEN,
    );
    await expectSaid(server.program, `left ${guest.peer.address}`, END_UNSEEN);
    await expectLogged(stage, server.program, {
      what: "the visit",
      events: [
        ["connected", { peer: guest.peer.address }],
        ["disconnected", { why: "end of stream" }],
      ],
      connection: String(index + 1),
      cause: END_UNSEEN,
    });
  }
});

check("08.4", "who leaves the line is passed over", { needs: [LEAVES] }, async (stage) => {
  const server = await stage.server();
  const first = await enter(stage, server, "client A");
  const second = await queue(stage, server, "client B");
  const third = await queue(stage, server, "client C");
  second.endSending();
  await expectSaid(server.program, `left ${second.address}`, END_UNSEEN);
  server.program.type("still you\n");
  await expectFrame(first.peer, "still you", "the reply to client A", WHOSE_PLACE);
  await leave(server, first);
  await expectFrame(third, YOUR_TURN, "what client C is told");
  await leave(server, { peer: third });
});

check("08.4", "what was said in line is heard in its turn", { needs: [LEAVES] }, async (stage) => {
  const server = await stage.server();
  const first = await enter(stage, server, "client A");
  const second = await enterInLine(stage, server, "client B");
  second.say("from the line");
  second.peer.endSending();
  await second.peer.untilRead();
  first.say("from A");
  await expectReceived(server, first, "from A", BEFORE_ITS_TURN);
  expectSilence(server, "from the line", BEFORE_ITS_TURN);
  second.shown = first.shown;
  await leave(server, first);
  await expectReceived(server, second, "from the line", LOST_IN_LINE);
  await expectSaid(server.program, `left ${second.peer.address}`, END_UNSEEN);
});

check("08.4", CUT, { points: 2, needs: [LEAVES] }, async (stage) => {
  const server = await stage.ownServer();
  const whole = 4 + SOME_TOKEN.length + 1 + 5;
  for (const [index, length] of [1, 3, 4, 20, whole - 1].entries()) {
    const guest = await enter(stage, server, `client that ends after ${length} bytes`);
    guest.peer.send(
      Buffer.concat([
        frame(`${guest.token} whole`),
        frame(`${guest.token} hello`).subarray(0, length),
      ]),
    );
    guest.peer.endSending();
    await expectReceived(server, guest, "whole", NOT_WHOLE_LOST);
    await expectRefused(
      server,
      guest,
      `a stream that ended after ${length} of ${whole} bytes`,
      CUT_UNSEEN,
    );
    const [, disconnected] = await expectLogged(stage, server.program, {
      what: "the end inside a frame",
      events: [
        ["connected", { peer: guest.peer.address }],
        ["disconnected", { why: "protocol" }],
      ],
      connection: String(index + 1),
      cause: CUT_UNSEEN,
    });
    if (disconnected?.level !== "warn")
      fail("The end inside a frame should be logged as a warning.");
  }
});

check(
  "08.4",
  "the operator can part from a client, and stop",
  { needs: [LEAVES] },
  async (stage) => {
    const server = await stage.ownServer();
    const first = await enter(stage, server, "client A");
    const second = await queue(stage, server, "client B");
    server.program.type("next\n");
    await first.peer.expectEnd("after next the server ends its side", NEXT);
    first.peer.endSending();
    await expectSaid(server.program, `left ${first.peer.address}`);
    await expectFrame(second, YOUR_TURN, "what client B is told", NEXT);
    server.program.type("exit\n");
    await second.expectEnd("after exit on its console the server ends its side");
    second.endSending();
    await server.program.expectStatus(0, "after exit and the end of its only client");
    await expectSaid(server.program, "stopped");
  },
);

check("08.4", CLIENT_ENDS, { points: 2, needs: [CLIENT_SHOWS] }, async (stage) => {
  const { client, server } = await greetedClient(stage);
  server.send(frame("good-bye"));
  server.endSending();
  await client.expectStatus(0, "after the server's end, with its input open", INPUT_OPEN);
  await client.expectOutput("good-bye\n", "what the server said");
});

check(
  "08.4",
  "the client says that the stream was cut",
  { points: 2, needs: [CLIENT_ENDS] },
  async (stage) => {
    for (const length of [1, 3, 4, 8]) {
      const { client, server } = await greetedClient(stage);
      server.send(Buffer.concat([frame("whole"), frame("hello").subarray(0, length)]));
      server.endSending();
      await expectLost(client, `after a stream that ended after ${length} of 9 bytes`, CUT_UNSEEN);
      await client.expectOutput("whole\n", "what came whole before the cut", NOT_WHOLE_LOST);
    }
  },
);

check(
  "08.4",
  "the client leaves by exit, or when its input ends",
  { points: 2, needs: [CLIENT_ENDS] },
  async (stage) => {
    for (const way of ["exit", "the end of its input"]) {
      const { client, server } = await greetedClient(stage);
      client.type(way === "exit" ? "hello\nexit\nmore\n" : "hello\n");
      if (way !== "exit") client.endInput();
      await expectFrame(server, `${SOME_TOKEN} hello`, "the client's line");
      await server.expectEnd(`after ${way} the client ends its side`, END_UNSENT);
      server.send(frame("one more thing"));
      server.endSending();
      await client.expectStatus(0, `after ${way} and the server's end`);
      await client.expectOutput("one more thing\n", "what the server said after it", READS_ON);
    }
  },
);

check(
  "08.5",
  "a client that reads late gets every reply",
  { points: 2, needs: [REPLY] },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const texts = manyTexts();
    guest.peer.stopReading();
    server.program.type(linesOf(texts));
    await server.program.untilStuck();
    guest.peer.goOnReading();
    const expected = Buffer.concat(texts.map((text) => frame(text)));
    await guest.peer.expectBytes(expected, "all replies, read late", NOT_DRAINED);
    await leave(server, guest);
  },
);

check(
  "08.5",
  "the client takes no more input than the server takes",
  { points: 2, needs: [CLIENT_SENDS] },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    server.stopReading();
    const texts = manyTexts();
    client.type(linesOf(texts));
    await client.untilStuck();
    if (client.inputWaiting === 0) {
      fail(
        `The client should wait while the server does not read; it took all ${MORE_THAN_BUFFERS} bytes of its input.`,
        "It keeps in its memory what the server does not read. Of a `_write` whose callback comes at once the stream believes that all is sent: call it when the socket has drained.",
      );
    }
    server.goOnReading();
    const expected = Buffer.concat(texts.map((text) => frame(`${SOME_TOKEN} ${text}`)));
    await server.expectBytes(expected, "all lines, read late", NOT_DRAINED);
  },
);

for (const [name, digest] of [
  ["crc32", crc32Digits],
  ["md5", md5Digits],
] as const) {
  const needs = [SHOWN];
  check("08.6", `with --checksum ${name} a damaged text is refused`, { needs }, async (stage) => {
    const server = await stage.ownServer("--checksum", name);
    const guest = await enter(stage, server, "client A");
    for (const text of ["hello", stage.random.word(), ""]) {
      guest.say(digest(text) + text);
      await expectReceived(server, guest, text, checksumMistake);
      server.program.type(`${text}!\n`);
      await expectFrame(guest.peer, `${digest(`${text}!`)}${text}!`, "the reply", CHECKSUM_FORM);
    }
    guest.say(`${digest("hello")}hallo`);
    await expectRefused(server, guest, "a text with the checksum of another", NOT_COMPARED);
    for (const damaged of [`${digest("hello").slice(1)}hello`, digest("hello").toUpperCase(), ""]) {
      const next = await enter(stage, server, "another client");
      next.say(damaged);
      await expectRefused(server, next, `the message ${JSON.stringify(damaged)}`, NOT_COMPARED);
    }
  });
}

check("08.6", "the client compares checksums too", { needs: [CLIENT_SHOWS] }, async (stage) => {
  const { client, server } = await greetedClient(stage, "--checksum", "md5");
  client.type("hello\n");
  const sent = `${SOME_TOKEN} ${md5Digits("hello")}hello`;
  await expectFrame(server, sent, "the client's line with its checksum", CHECKSUM_FORM);
  server.send(frame(`${md5Digits("fine")}fine`));
  server.send(frame(`${md5Digits("fine")}fire`));
  await client.changes.until(
    () => client.exit ?? (client.output.includes("fire") ? "shown" : undefined),
    deadlineMs(),
  );
  await client.expectOutput("fine\n", "the text that was not damaged", clientCompares);
  await expectLost(client, "after a text with the checksum of another", NOT_COMPARED);
});

/** A client that has its token and its turn. */
interface Guest {
  peer: Peer;
  token: string;
  /** How many messages the server should have shown by now, of all clients. */
  shown: number;
  /** Sends texts, with the token, all at once. */
  say(...texts: string[]): void;
}

async function enter(stage: Stage, server: RunningServer, voice = "client"): Promise<Guest> {
  const peer = await stage.connect(server, voice);
  const token = await expectToken(peer);
  await expectSaid(server.program, `talking to ${peer.address}`, NO_TURN);
  return guestOf(server, peer, token);
}

/** A client that comes while another has its turn. */
async function enterInLine(stage: Stage, server: RunningServer, voice: string): Promise<Guest> {
  const peer = await stage.connect(server, voice);
  const token = await expectToken(peer);
  await expectFrame(peer, WAIT, "what a client in line is told");
  return guestOf(server, peer, token);
}

async function queue(stage: Stage, server: RunningServer, voice: string): Promise<Peer> {
  return (await enterInLine(stage, server, voice)).peer;
}

function guestOf(server: RunningServer, peer: Peer, token: string): Guest {
  return {
    peer,
    token,
    shown: shownBy(server).length,
    say(...texts) {
      this.peer.send(framesOf(this, texts));
    },
  };
}

function framesOf({ token }: { token: string }, texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map((text) => frame(`${token} ${text}`)));
}

/** Leaves by a reset, which no exercise has to notice, and waits until the server has seen it. */
async function leave({ program }: RunningServer, { peer }: { peer: Peer }): Promise<void> {
  peer.reset();
  await program.expectLine(
    startingWithOneOf(["lost", "left", "refused"], peer),
    `"lost ${peer.address}"`,
    {
      cause:
        'A reset arrives as an "error" event, or as an exception in `for await`: the visit is over then.',
    },
  );
}

async function expectToken(peer: Peer): Promise<string> {
  const example = `token ${SOME_TOKEN}`;
  const [, token = ""] = await expectFrameLike(
    peer,
    /^token ([\w-]{43})$/,
    example,
    "the first frame, with a token where the example has As",
  );
  return token;
}

async function expectReceived(
  server: RunningServer,
  guest: Guest,
  text: string,
  cause?: string | ((line: string) => string),
): Promise<void> {
  const wanted = `received ${Buffer.byteLength(text)} bytes: ${text}`;
  const isOver = startingWithOneOf(["refused", "lost", "left"], guest.peer);
  const { changes } = server.program;
  const line = await changes.until(
    () => shownBy(server)[guest.shown] ?? server.program.lines().find((each) => isOver.test(each)),
    deadlineMs(),
  );
  guest.shown++;
  if (line === wanted) return;
  const likely = typeof cause === "function" ? cause(line ?? "") : cause;
  const found =
    line === undefined ? "it printed nothing" : `it printed ${JSON.stringify(shorten(line))}`;
  throw new CheckFailed(
    `The server should have printed ${JSON.stringify(shorten(wanted))}; ${found}.`,
    likely,
    { timedOut: line === undefined },
  );
}

/** The messages that the server has shown. */
function shownBy({ program }: RunningServer): string[] {
  return program.lines().filter((line) => line.startsWith("received "));
}

/** The server closes the connection, says why, and shows nothing of the message. */
async function expectRefused(
  server: RunningServer,
  { peer, shown }: Guest,
  what: string,
  cause: string,
): Promise<void> {
  const isOver = startingWithOneOf(["refused", "left", "lost"], peer);
  const { changes } = server.program;
  // Either settles it: nobody waits for the end of a connection whose message was taken for a good one.
  await changes.until(
    () => shownBy(server)[shown] ?? server.program.lines().find((each) => isOver.test(each)),
    deadlineMs(),
  );
  const extra = shownBy(server)[shown];
  if (extra !== undefined)
    fail(`Of ${what} nothing should be shown; the server printed ${JSON.stringify(extra)}.`, cause);
  await peer.untilBytes(Number.MAX_SAFE_INTEGER);
  if (peer.ending === "open") {
    const sentence = `${peer.voice}: after ${what} the server should close the connection; it is still open.`;
    throw new CheckFailed(sentence, cause, { timedOut: true });
  }
  const start = `refused ${peer.address}: `;
  const { input: line } = await server.program.expectLine(isOver, JSON.stringify(start), { cause });
  if (line.startsWith(start)) return;
  fail(
    `The server should have said ${JSON.stringify(start)} and why; it said ${JSON.stringify(line)}.`,
    line.startsWith("lost") ? NOT_A_RULE : cause,
  );
}

/**
 * The client has ended inside a frame: nothing is shown of it, and it is not a good end. Whether it is
 * called refused or lost is not asked here: that is an exercise of its own.
 */
async function expectNoMore(
  server: RunningServer,
  { peer, shown }: Guest,
  what: string,
): Promise<void> {
  const isOver = startingWithOneOf(["refused", "lost", "left"], peer);
  const start = `refused ${peer.address}: `;
  const { input: line } = await server.program.expectLine(isOver, JSON.stringify(start), {
    cause: USED_UP,
  });
  const extra = shownBy(server)[shown];
  if (extra !== undefined) {
    fail(
      `The stream ended behind ${what}; of that frame the server printed ${JSON.stringify(extra)}.`,
      TAKEN_TOO_SOON,
    );
  }
  if (line.startsWith("left")) {
    fail(
      `The stream ended behind ${what}, and the server took that for a good end: ${JSON.stringify(line)}.`,
      USED_UP,
    );
  }
}

/** Still serves others. */
async function expectAlive(stage: Stage, server: RunningServer): Promise<void> {
  const guest = await enter(stage, server, "next client");
  guest.say("still there?");
  await expectReceived(server, guest, "still there?");
  await leave(server, guest);
}

function expectSilence(server: RunningServer, text: string, cause: string): void {
  const line = shownBy(server).find((each) => each.endsWith(text));
  if (line !== undefined)
    fail(`The server should not have shown ${JSON.stringify(line)} yet.`, cause);
}

async function expectSaid(program: Program, line: string, cause?: string): Promise<void> {
  await program.expectLine(
    exactly(line),
    JSON.stringify(line),
    cause === undefined ? {} : { cause },
  );
}

async function expectTold(client: Program, line: string, cause?: string): Promise<void> {
  const options = { stream: "stderr" as const, ...(cause === undefined ? {} : { cause }) };
  await client.expectLine(exactly(line), JSON.stringify(line), options);
}

async function expectLost(client: Program, why: string, cause?: string): Promise<void> {
  await client.expectLine(
    /^Connection lost: ./,
    `a line that begins with "Connection lost: " ${why}`,
    {
      stream: "stderr",
      cause:
        cause ?? "What breaks the rules is refused: say so on one line, and end with status 1.",
    },
  );
  await client.expectStatus(1, why, cause);
}

/** The client, connected to a scripted server that has said nothing yet. */
async function connectedClient(
  stage: Stage,
  ...flags: string[]
): Promise<{ client: Program; server: Peer }> {
  const listener = await stage.listen();
  const client = stage.client(listener.address, ...flags);
  return { client, server: await listener.accept(client) };
}

/** The same, with its token. */
async function greetedClient(
  stage: Stage,
  ...flags: string[]
): Promise<{ client: Program; server: Peer }> {
  const pair = await connectedClient(stage, ...flags);
  pair.server.send(frame(`token ${SOME_TOKEN}`));
  return pair;
}

function startingWithOneOf(words: readonly string[], { address }: Peer): RegExp {
  return new RegExp(words.map((word) => startingWith(`${word} ${address}`).source).join("|"));
}

function linesOf(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}

/** More than fits between two programs, as lines that differ. */
function manyTexts(): string[] {
  const count = Math.ceil(MORE_THAN_BUFFERS / LONG_BYTES);
  return Array.from({ length: count }, (_, index) => `${index} `.padEnd(LONG_BYTES - 1, "x"));
}

function crc32Digits(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}

function md5Digits(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function shorten(line: string): string {
  return line.length <= 120 ? line : `${line.slice(0, 120)}…`;
}

const ONE_TOKEN =
  "A token belongs to one session: make a new one, out of `randomBytes`, for each connection.";

const KEPT_FOR_LATER = "What was typed while nobody was there is not sent to whoever comes next.";

const COUNTS_LETTERS =
  "The length of a message is that of its text in bytes: `Buffer.byteLength(text)`. A letter has one to four.";

const ROOM_FOR_LETTERS =
  "If the operator was told `offset is out of bounds`: the buffer has room for as many bytes as the text has letters. Make bytes of the text first, and measure those.";

const EMPTY_IS_LEGAL =
  "An empty text is a message like any other: a header of four zeros, and no body.";

const SAY = "`say` sends what stands behind it as it is, even if it is the name of a command.";

const TO_ALL = "The operator talks with one client at a time: the others wait in line.";

const NO_TURN =
  "Nobody else is there, so it is this client's turn. Does the server still count a client that has left?";

const NOT_CHECKED =
  "The token is checked before anything else, and the whole of it: what comes without it is refused, and its connection closed.";

const NOT_A_READ =
  "TCP is a stream: one read is not one frame. Keep what has come until the frame is whole.";

const WRONG_PLACE =
  "If you do keep it: `#takeWhole` may return a wrong place. What it returns is a place in `bytes`, not a count from `start`.";

const USED_UP =
  "The header of a frame that is not whole was used up. Header and body are used up together: while the body is not there, return the place where its header begins. (If `end` is written already: does it look whether anything waits?)";

const TAKEN_TOO_SOON =
  "A body was taken before all of it was there. A frame is whole when its body ends at `end` or before it.";

const WRONG_WINDOW =
  "Not the whole text was shown. The window on the body is wrong: `subarray` takes two places, where it begins and where it ends, not a place and a length.";

const EMPTY_IS_WHOLE =
  "A body of no bytes is a whole frame, and its header is all of it: do not wait for a byte more. Then it is a message without a token, and refused.";

const NOT_A_RULE =
  "For the server the connection broke: some other error was thrown. Who breaks a rule is refused by a `ProtocolError`, and by no other.";

const ONE_READ =
  "Several frames came in one chunk. After the first one, look whether another one stands behind it.";

const LIMIT_IS_ALLOWED = "A body of just the limit is still allowed.";

const LIMIT_FLAG = "--max-body-bytes sets the limit. What announces more is refused.";

const LENIENT =
  'What is not UTF-8 was read all the same, with replacement characters. `new TextDecoder("utf-8", { fatal: true })` refuses it.';

const DRAWS =
  "What a client says may hold commands to the terminal, or line ends that forge a line. Show what is not printable as \\uXXXX.";

const SECRET =
  "The token is needed on the wire and nobody's business elsewhere: never print a whole message.";

const END_UNSEEN =
  "A client that ends its side between two frames has left: end the server's side, say so, and turn to the next.";

const WHOSE_PLACE =
  "Who leaves the line gives up a place of its own, not that of the one who has the turn.";

const BEFORE_ITS_TURN = "A client in line is not heard before its turn.";

const LOST_IN_LINE =
  "What a client has sent while it waited in line is shown when its turn comes, even if it has ended its side since.";

const CUT_UNSEEN =
  "Bytes were left when the stream ended: the frame that they began will never be whole. That is an error, not an end like others. Whoever takes the header off before the body is there forgets that a frame has begun.";

const NOT_WHOLE_LOST =
  "The frame before the cut was whole: it is shown, and the cut is told after it.";

const NEXT =
  "`next` ends the server's side of this conversation; when the client has left too, the next one in line has its turn.";

const INPUT_OPEN = "Its input is still open, and keeps the process alive: destroy it.";

const END_UNSENT = "End your side (FIN) when there is nothing more to say: `stream.end()`.";

const READS_ON =
  "To end your own side is not the end of the talk: read on until the server has ended its own.";

const NOT_DRAINED =
  'A part of it never came. When the socket is full, wait for its "drain" and then go on: the stream waits for the callback of `_write`.';

const CHECKSUM_FORM =
  "With a checksum each text, both ways, is [checksum][text]: its digits in lower case, nothing between. The token stands before them.";

const GOOD_REFUSED =
  "A good message was refused. Of which part do you compute the digits? Of the text alone, without the digits before it. And how many digits are there: 8 with crc32, 32 with md5.";

const NOT_COMPARED =
  "The checksum of what came is computed and compared with the one that stands before it. If they differ, the message is refused.";

function noLimit(length: number): string {
  if (length < 0x80000000)
    return "The limit is 1048576 bytes. Compare as soon as the header is there: nobody waits for what will be refused.";
  return "Compare as soon as the header is there, whether the body has come or not. And compare an unsigned number: read as a signed one it is below zero, and under any limit (`readUInt32BE`, or `>>> 0`).";
}

function checksumMistake(line: string): string {
  return line.startsWith("refused") ? GOOD_REFUSED : CHECKSUM_FORM;
}

function clientCompares(printed: Buffer): string {
  return printed.length === 0 ? GOOD_REFUSED : NOT_COMPARED;
}

function shownWrongly(line: string, text: string): string {
  if (/token|[\w-]{43}/.test(line))
    return "The token is on the screen: show the text behind it only.";
  if (!line.startsWith("received ")) return "A message that keeps all rules was not shown.";
  return line.endsWith(` bytes: ${text}`) ? COUNTS_LETTERS : WRONG_WINDOW;
}

function clientShows(printed: Buffer): string {
  if (printed.includes(SOME_TOKEN))
    return "The token is on the screen: the first frame is for the program only.";
  if (printed.includes(0x1b)) return DRAWS;
  return ONE_READ;
}
