/** What is asked of lab 08: messages that know their length, however they come. The rules stand in its README. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { SHARED_STATE } from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { CheckFailed, fail, type LikelyCause } from "../../core/failure.ts";
import { peakMemory } from "../../core/kernel.ts";
import { expectLogged, logLines } from "../../core/log-lines.ts";
import { expectNoListenersLeft, manyTimes } from "../../core/many-visits.ts";
import { deadlineMs } from "../../core/pace.ts";
import { exactly, startingWith } from "../../core/patterns.ts";
import type { Peer } from "../../core/peer.ts";
import type { Program } from "../../core/program.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import { expectFrame, expectFrameLike, frame, header } from "../../players/frames.ts";

const check = checksOf("08-framing");

const TOKEN = "the first frame carries the token";
const REPLY = "what the operator types is one frame";
const SHOWN = "a message is shown, and nothing else of it";
const CLIENT_SENDS = "the client puts its token before every message";
const CLIENT_SHOWS = "the client shows each text on a line of its own";
const PIECES = "a frame may come in pieces";
const CUT = "a stream that ends inside a frame is an error";
const LEAVES = "when a client has left, the next one has its turn";
const REFUSED = "what comes without the token is refused";
const CLIENT_ENDS = "the client ends well when the server ends between two frames";

/** Any text of the right form stands for a token. */
const SOME_TOKEN = "A".repeat(43);
const WAIT = "please wait: the operator is talking to somebody else";
const YOUR_TURN = "thank you for waiting: the operator is talking to you now";

const HEADER_BYTES = 4;

const LF = 0x0a;

/** What stands before each text: the token and a blank. */
const TOKEN_BYTES = SOME_TOKEN.length + 1;

const DEFAULT_LIMIT = 1_048_576;

/** More than the buffers of the system and of both programs can hold: about 4 MB on loopback. */
const MORE_THAN_BUFFERS = 10 * 1024 * 1024;

/** More than Python's stack has room for: 1,000 calls. */
const MANY_FRAMES = 3_000;

/** They come in one read of Node (64 KiB), and its stack has no room for so many calls: some 5,700 fit. */
const MANY_EMPTY_FRAMES = 8_000;

/** What is announced and not sent, where the limit allows it; and by how much memory may grow meanwhile. */
const ANNOUNCED_BYTES = 2 ** 31;
const MAX_GROWTH_BYTES = 1024 ** 3;

/** Long, and still short enough for a line of its own, and for a socket that has nothing else to do. */
const LONG_BYTES = 40_000;

check("08.1", TOKEN, { points: 2, rule: "The token." }, async (stage) => {
  const server = await stage.server();
  const first = await enter(stage, server, "client A");
  await leave(server, first);
  const second = await enter(stage, server, "client B");
  await leave(server, second);
  stage.othersMayGoOn();
  if (first.token === second.token) {
    fail("Two sessions should have two tokens; client B got the token of client A.", ONE_TOKEN);
  }
});

check(
  "08.1",
  "the server says who comes, and who is gone",
  { rule: "The server's messages" },
  async (stage) => {
    const server = await stage.server();
    for (const voice of ["client A", "client B"]) {
      const { peer } = await enter(stage, server, voice);
      await expectSaid(server.program, `talking to ${peer.address}`, NO_TURN);
      peer.reset();
      await server.program.expectLine(goneLine(peer), `"lost ${peer.address}"`, {
        cause: RESET_UNSEEN,
      });
    }
  },
);

check("08.1", REPLY, { points: 2, needs: [TOKEN], rule: "Frames." }, async (stage) => {
  const server = await stage.server();
  const guest = await enter(stage, server);
  server.program.type("hello\n");
  await expectFrame(guest.peer, "hello", "what the operator typed");
  server.program.type("one\ntwo\n");
  await expectFrame(guest.peer, "one", "the first of two replies");
  await expectFrame(guest.peer, "two", "the second of two replies");
  await leave(server, guest);
});

check(
  "08.1",
  "a visit leaves no listener behind",
  { needs: [REPLY], rule: "leaves a listener behind" },
  async (stage) => {
    const server = await stage.ownServer();
    const reply = async ({ peer }: Guest) => {
      server.program.type("hello\n");
      await expectFrame(peer, "hello", "the operator's reply");
    };
    const first = await enter(stage, server, "client that stays for a while");
    await manyTimes(() => reply(first));
    await leave(server, first);
    await manyTimes(async () => {
      const next = await enter(stage, server);
      await reply(next);
      await leave(server, next);
    });
    expectNoListenersLeft(server.program);
  },
);

check(
  "08.1",
  "the server says how much it sent, and when nobody is there",
  { needs: [REPLY], rule: "The server's messages" },
  async (stage) => {
    const server = await stage.server();
    server.program.type("to nobody\n");
    await expectSaid(server.program, "nobody is here: not sent", KEPT_FOR_LATER);
    const guest = await enter(stage, server);
    for (const text of ["hello", "Владимир"]) {
      server.program.type(`${text}\n`);
      await expectFrame(guest.peer, text, `the reply ${JSON.stringify(text)}`, KEPT_FOR_LATER);
      await expectSaid(server.program, `sent ${Buffer.byteLength(text)} bytes`, COUNTS_LETTERS);
    }
    await leave(server, guest);
  },
);

check(
  "08.1",
  "the length counts bytes, not letters",
  { points: 2, needs: [REPLY], rule: "Frames." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    for (const text of ["Владимир", `${stage.random.word()} 🐙`]) {
      server.program.type(`${text}\n`);
      await expectFrame(guest.peer, text, `the reply ${JSON.stringify(text)}`, ROOM_FOR_LETTERS);
    }
    await leave(server, guest);
  },
);

check(
  "08.1",
  "a reply may be long, and empty",
  { points: 2, needs: [REPLY], rule: "Frames." },
  async (stage) => {
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
    server.program.type(" two  blanks \n");
    await expectFrame(guest.peer, " two  blanks ", "a line with blanks around it", BLANKS);
    await leave(server, guest);
  },
);

check(
  "08.1",
  "who comes second waits in line, and is told so",
  { points: 2, needs: [REPLY], rule: "Turns." },
  async (stage) => {
    const server = await stage.server();
    const first = await enter(stage, server, "client A");
    const second = await stage.connect(server, "client B");
    await expectToken(second);
    await expectFrame(second, WAIT, "what a client in line is told");
    server.program.type("for A\n");
    await expectFrame(first.peer, "for A", "the reply to client A");
    second.expectNothing("a reply goes to one client only", TO_ALL);
    const third = await queue(stage, server, "client C");
    await leave(server, first);
    await expectFrame(second, YOUR_TURN, "what client B is told when its turn comes", IN_ORDER);
    server.program.type("for B\n");
    await expectFrame(second, "for B", "the reply to client B");
    third.expectNothing("client C still waits", IN_ORDER);
    await leave(server, { peer: second });
    await expectFrame(third, YOUR_TURN, "what client C is told when its turn comes", IN_ORDER);
    await leave(server, { peer: third });
  },
);

check(
  "08.2",
  SHOWN,
  { points: 2, needs: [TOKEN], rule: "The server's messages" },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    for (const text of ["hello", stage.random.asciiWord(), " two  blanks ", "help"]) {
      guest.say(text);
      await expectReceived(server, guest, text, (line) => shownWrongly(line, text));
    }
    await leave(server, guest);
  },
);

check(
  "08.2",
  "the length that is shown counts bytes",
  { needs: [SHOWN], rule: "The server's messages" },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    for (const text of ["hello", "Владимир", `${stage.random.word()} 🐙`]) {
      guest.say(text);
      await expectReceived(server, guest, text, LETTERS_CHANGED);
      const line = `received ${Buffer.byteLength(text)} bytes: ${text}`;
      await expectSaid(server.program, line, COUNTS_LETTERS);
    }
    await leave(server, guest);
  },
);

check(
  "08.2",
  "an empty text is a message too",
  { needs: [SHOWN], rule: "The token." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    for (const text of ["", "after it"]) {
      guest.say(text);
      await expectReceived(server, guest, text, EMPTY_TEXT);
    }
    await leave(server, guest);
  },
);

check(
  "08.2",
  "several frames in one chunk are several messages",
  { points: 2, needs: [SHOWN], rule: "Frames." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const texts = ["one", "two", stage.random.asciiWord()];
    guest.say(...texts);
    for (const text of texts) await expectReceived(server, guest, text, ONE_READ);
    await leave(server, guest);
  },
);

check(
  "08.3",
  "thousands of frames in one write are as many messages",
  { needs: [SHOWN], rule: "Frames." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const texts = Array.from({ length: MANY_FRAMES }, (_, index) => `message ${index + 1}`);
    guest.say(...texts);
    const { changes } = server.program;
    await changes.until(
      () => shownBy(server)[guest.shown + MANY_FRAMES - 1] ?? goneFrom(server, guest),
      deadlineMs(),
    );
    const shown = shownBy(server).slice(guest.shown);
    const wrong = texts.findIndex((text, at) => !isShown(text, shown[at]));
    if (wrong >= 0) {
      fail(
        `${MANY_FRAMES} frames came in one write. The server should have shown each of them; it has shown the first ${wrong}.`,
        MANY,
      );
    }
    await leave(server, guest);
  },
);

check(
  "08.2",
  "a frame that is not whole is left as it is",
  { points: 2, needs: [SHOWN], rule: "Refused." },
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
      for (const text of ["one", "two"]) await expectReceived(server, guest, text, leftOver);
      await expectNoMore(server, guest, what);
    }
  },
);

check("08.2", REFUSED, { points: 2, needs: [SHOWN], rule: "Refused." }, async (stage) => {
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
});

check(
  "08.2",
  "the server says whom it has refused",
  { needs: [REFUSED], rule: "The server's messages" },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    guest.peer.send(frame("hello"));
    await guest.peer.untilBytes(Number.MAX_SAFE_INTEGER);
    const start = `refused ${guest.peer.address}: `;
    const { input: line } = await server.program.expectLine(
      goneLine(guest.peer),
      JSON.stringify(start),
      { cause: NOT_TOLD },
    );
    if (line.startsWith(start)) return;
    fail(
      `The server should have said ${JSON.stringify(start)} and why; it said ${JSON.stringify(line)}.`,
      line.startsWith("lost") ? NOT_A_RULE : NOT_TOLD,
    );
  },
);

check(
  "08.2",
  "who announces too much is refused at once",
  { points: 2, needs: [SHOWN], rule: "The limit." },
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
    if (grown > MAX_GROWTH_BYTES) {
      fail(
        `The server should not reserve what a header announces; its memory grew by ${mebibytes(grown)}.`,
        "The announced length was believed before it was looked at. Compare it with the limit first, then allocate.",
      );
    }
  },
);

check(
  "08.2",
  "what came whole before a broken rule is shown",
  { needs: [SHOWN, CLIENT_SHOWS], rule: "Refused." },
  async (stage) => {
    const server = await stage.server();
    const noText = Buffer.from([0xff]);
    const wrong = [
      ["announces too much", () => header(0xffffffff)],
      ["sends no token", () => frame("hello")],
      ["is not UTF-8", (token: string) => frame(Buffer.concat([Buffer.from(`${token} `), noText]))],
    ] as const;
    for (const [what, next] of wrong) {
      const guest = await enter(stage, server, `client whose second frame ${what}`);
      guest.peer.send(Buffer.concat([framesOf(guest, ["whole"]), next(guest.token)]));
      await expectReceived(server, guest, "whole", BEFORE_REFUSAL);
      await expectRefused(server, guest, `a second frame that ${what}`, NOT_CHECKED);
    }
    const { client, server: scripted } = await greetedClient(stage);
    scripted.send(Buffer.concat([frame("whole"), frame(noText)]));
    await expectLost(client, "after a second text that is not UTF-8");
    await client.expectOutput("whole\n", "the first text", BEFORE_REFUSAL);
  },
);

check(
  "08.2",
  "the limit itself is still allowed",
  { needs: [SHOWN], rule: "The limit." },
  async (stage) => {
    const server = await stage.ownServer("--max-body-bytes", "100");
    const guest = await enter(stage, server, "client A");
    const longest = "x".repeat(100 - SOME_TOKEN.length - 1);
    guest.say(longest);
    await expectReceived(server, guest, longest, LIMIT_IS_ALLOWED);
    guest.say(`${longest}x`);
    await expectRefused(server, guest, "a body of 101 bytes, where 100 are the limit", LIMIT_FLAG);
  },
);

check(
  "08.2",
  "memory is taken for what has come",
  { needs: [SHOWN], rule: "The limit." },
  async (stage) => {
    const server = await stage.ownServer("--max-body-bytes", String(2 ** 32 - 1));
    const guest = await enter(stage, server, "client A");
    const before = peakMemory(server.program.pid) ?? 0;
    guest.peer.send(Buffer.concat([header(ANNOUNCED_BYTES), Buffer.from("x")]));
    await guest.peer.untilRead();
    await guest.peer.untilStuck(server.program);
    const grown = (peakMemory(server.program.pid) ?? 0) - before;
    if (grown <= MAX_GROWTH_BYTES) return;
    fail(
      `A client announced ${mebibytes(ANNOUNCED_BYTES)} and sent one byte of them; the server's memory grew by ${mebibytes(grown)}.`,
      BELIEVED,
    );
  },
);

check(
  "08.2",
  "what is not UTF-8 is refused",
  { points: 2, needs: [SHOWN], rule: "Refused." },
  async (stage) => {
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
  },
);

check(
  "08.2",
  "a text cannot draw on the operator's screen",
  { points: 2, needs: [SHOWN], rule: "The server's messages" },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const text = "\x1b[2Ja\r\nleft 127.0.0.1:1\u202eb\u009bc";
    const shown = "\\u001b[2Ja\\u000d\\u000aleft 127.0.0.1:1\\u202eb\\u009bc";
    guest.say(text);
    await expectReceived(server, guest, shown, DRAWS);
    await leave(server, guest);
  },
);

check(
  "08.2",
  "no token is shown or logged",
  { needs: [SHOWN], rule: "The token." },
  async (stage) => {
    const server = await stage.ownServer();
    const guest = await enter(stage, server);
    guest.say("hello");
    await expectReceived(server, guest, "hello");
    guest.peer.send(frame(`${guest.token}hello`));
    await expectRefused(server, guest, "a message with its token and no blank", NOT_CHECKED);
    await server.program.askToStop("SIGTERM");
    await server.program.expectStatus(0, "after SIGTERM");
    const printed = server.program.everythingPrinted;
    if (printed.includes(guest.token))
      fail("The token should not be on the screen; it is.", SECRET);
    if (logLines(server.program).join("\n").includes(guest.token)) {
      fail("The token should not be in server.log; it is.", SECRET);
    }
  },
);

check("08.2", CLIENT_SENDS, { points: 2, rule: "The token." }, async (stage) => {
  const { client, server } = await greetedClient(stage);
  const word = stage.random.asciiWord();
  client.type(`hello\n${word}\n`);
  for (const text of ["hello", word]) {
    await expectFrame(server, `${SOME_TOKEN} ${text}`, `the client's line ${JSON.stringify(text)}`);
  }
});

check(
  "08.2",
  CLIENT_SHOWS,
  { points: 2, needs: [CLIENT_SENDS], rule: "The client sends each line" },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    const texts = ["hello", stage.random.asciiWord()];
    for (const [at, text] of texts.entries()) {
      server.send(frame(text));
      await client.expectOutput(
        linesOf(texts.slice(0, at + 1)),
        "each text on a line",
        clientShows,
      );
    }
  },
);

check(
  "08.2",
  "the client sends and shows any letters, and empty texts",
  { needs: [CLIENT_SHOWS], rule: "The client sends each line" },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    const texts = ["Владимир", "", " two  blanks ", `${stage.random.word()} 🐙`];
    for (const [at, text] of texts.entries()) {
      const cause = text === "" ? EMPTY_TEXT : text.startsWith(" ") ? BLANKS : LETTERS_CHANGED;
      const what = JSON.stringify(text);
      client.type(`${text}\n`);
      await expectFrame(server, `${SOME_TOKEN} ${text}`, `the client's line ${what}`, cause);
      server.send(frame(text));
      await client.expectOutput(linesOf(texts.slice(0, at + 1)), `the text ${what}`, cause);
    }
  },
);

check(
  "08.2",
  "the client says how much it sends and gets",
  { needs: [CLIENT_SHOWS], rule: "The client sends each line" },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    for (const text of ["hello", "Владимир"]) {
      const bytes = Buffer.byteLength(text);
      client.type(`${text}\n`);
      await expectTold(client, `sent ${bytes} bytes`, COUNTS_LETTERS);
      server.send(frame(text));
      await expectTold(client, `received ${bytes} bytes`, COUNTS_LETTERS);
    }
  },
);

check(
  "08.2",
  "a text cannot give commands to the client's terminal",
  { needs: [CLIENT_SHOWS], rule: "The client sends each line" },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    server.send(frame("a\x1b[31mb\nc"));
    const shown = "a\\u001b[31mb\\u000ac\n";
    await client.expectOutput(shown, "a text with an escape code and a line end", clientShows);
    server.send(frame("\ufeffe"));
    await client.expectOutput(`${shown}\\ufeffe\n`, "a text that begins with U+FEFF", FIRST_LOST);
  },
);

check(
  "08.2",
  "the client shows all of many frames in one write",
  { needs: [CLIENT_SHOWS], rule: "Frames." },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    const texts = [...Array.from({ length: MANY_EMPTY_FRAMES }, () => ""), "the last one"];
    server.send(Buffer.concat(texts.map(frame)));
    const what = `${MANY_EMPTY_FRAMES} empty texts and one more, in one write`;
    await client.expectOutput(linesOf(texts), what, MANY);
  },
);

check(
  "08.3",
  "the client takes a text of the limit, and none that is longer",
  { needs: [CLIENT_SHOWS], rule: "The limit." },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    const longest = "x".repeat(DEFAULT_LIMIT);
    server.send(frame(longest));
    await client.expectOutput(`${longest}\n`, "a text of 1048576 bytes", LIMIT_IS_ALLOWED);
    server.send(header(DEFAULT_LIMIT + 1));
    await expectGivesUp(client, "after a header that announces 1048577 bytes", noLimit(0));
  },
);

check(
  "08.2",
  "the client refuses a server that breaks the rules",
  { points: 2, needs: [CLIENT_SENDS], rule: "Refused." },
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

check("08.3", PIECES, { points: 2, needs: [SHOWN], rule: "Frames." }, async (stage) => {
  const server = await stage.server();
  const guest = await enter(stage, server);
  const end = HEADER_BYTES + TOKEN_BYTES;
  for (const [what, cuts] of [
    ["the first byte of its header", [1]],
    ["two bytes of its header", [2]],
    ["three bytes of its header", [3]],
    ["its header", [4]],
    ["a part of its token", [20]],
    ["the first letter of its text", [end + 1]],
    ["each byte of its header", [1, 1, 1, 1]],
  ] as const) {
    const text = stage.random.asciiWord();
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
  "a letter may come in pieces",
  { needs: [PIECES], rule: "Frames." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const text = `я ${stage.random.word()}`;
    await guest.peer.sendInPieces(framesOf(guest, [text]), [HEADER_BYTES + TOKEN_BYTES + 1]);
    await expectReceived(server, guest, text, LETTERS_CHANGED);
    await leave(server, guest);
  },
);

check(
  "08.3",
  "two clients that send at the same time are kept apart",
  { needs: [PIECES], rule: "Frames." },
  async (stage) => {
    const server = await stage.server();
    const first = await enter(stage, server, "client A");
    const second = await enterInLine(stage, server, "client B");
    first.say("from A");
    await expectReceived(server, first, "from A", SHARED_STATE);
    const half = HEADER_BYTES + TOKEN_BYTES + 4;
    const [ofFirst, ofSecond] = [framesOf(first, ["half of A"]), framesOf(second, ["half of B"])];
    for (const [{ peer }, bytes] of [
      [first, ofFirst],
      [second, ofSecond],
    ] as const) {
      peer.send(bytes.subarray(0, half));
      await peer.untilRead();
    }
    first.peer.send(ofFirst.subarray(half));
    await expectReceived(server, first, "half of A", SHARED_STATE);
    second.peer.send(ofSecond.subarray(half));
    second.shown = first.shown;
    await leave(server, first);
    await expectReceived(server, second, "half of B", SHARED_STATE);
    await leave(server, second);
  },
);

check(
  "08.3",
  "frames cut anywhere are the same frames",
  { points: 2, needs: [PIECES], rule: "Frames." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const texts = ["one", stage.random.asciiWord(), "three"];
    const bytes = framesOf(guest, texts);
    const first = framesOf(guest, ["one"]).length;
    const everyByte = Array.from({ length: 120 }, () => 1);
    const anywhere = Array.from({ length: 20 }, () => stage.random.integer(1, 70));
    // One whole frame, and so much of the next one: what was begun comes in one read with what is done.
    const behindTheFirst = Array.from({ length: 8 }, (_, more) => [first + more]);
    // The second piece: the rest of the first frame, and so much of the next one.
    const acrossTheEnd = [1, 2, 3, 4, 5].map((more) => [10, first - 10 + more]);
    for (const cuts of [everyByte, anywhere, ...behindTheFirst, ...acrossTheEnd]) {
      await guest.peer.sendInPieces(bytes, cuts);
      for (const text of texts) await expectReceived(server, guest, text, NOT_A_READ);
    }
    await leave(server, guest);
  },
);

check(
  "08.3",
  "a long frame comes in many chunks",
  { points: 2, needs: [PIECES], rule: "Frames." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    const long = `${"long ".repeat(60_000)}${stage.random.asciiWord()}`;
    guest.say("before", long, "after");
    for (const text of ["before", long, "after"]) {
      await expectReceived(server, guest, text, NOT_A_READ);
    }
    await leave(server, guest);
  },
);

check(
  "08.3",
  "a lie is found out when its header is whole",
  { needs: [PIECES], rule: "The limit." },
  async (stage) => {
    const server = await stage.server();
    const guest = await enter(stage, server);
    await guest.peer.sendInPieces(header(0xffffffff), [1, 2]);
    await expectRefused(server, guest, "a header of ff ff ff ff in pieces", noLimit(0xffffffff));
  },
);

check(
  "08.3",
  "the client puts frames together",
  { points: 2, needs: [CLIENT_SHOWS], rule: "Frames." },
  async (stage) => {
    const { client, server } = await connectedClient(stage);
    const texts = ["hello", "you", stage.random.asciiWord()];
    const bytes = Buffer.concat([`token ${SOME_TOKEN}`, ...texts].map((text) => frame(text)));
    await server.sendInPieces(bytes, [1, 1, 1, 1, 20, 30, 2, 1, 3, 5, 2, 1]);
    await client.expectOutput(linesOf(texts), "the texts, sent in pieces", NOT_A_READ);
  },
);

check("08.4", LEAVES, { points: 2, needs: [TOKEN], rule: "Ends." }, async (stage) => {
  const server = await stage.server();
  for (const name of ["client A", "client B", "client C"]) {
    const guest = await enter(stage, server, name);
    server.program.type(`for ${name}\n`);
    await expectFrame(guest.peer, `for ${name}`, "the operator's reply", NO_TURN);
    guest.peer.endSending();
    await guest.peer.expectEnd(
      "when the client has ended its side the server ends its own",
      END_UNSEEN,
    );
    await expectSaid(server.program, `left ${guest.peer.address}`, END_UNSEEN);
  }
});

check(
  "08.4",
  "the log says how a visit ended",
  { needs: [SHOWN], rule: "The log," },
  async (stage) => {
    const server = await stage.ownServer();
    const visits = [
      ["left", 0, "info", "end of stream"],
      ["ended inside a frame", 20, "warn", "protocol"],
    ] as const;
    for (const [index, [what, length, level, why]] of visits.entries()) {
      const guest = await enter(stage, server, `client ${"AB"[index]}`);
      guest.peer.send(framesOf(guest, ["hello"]).subarray(0, length));
      guest.peer.endSending();
      await guest.peer.untilBytes(Number.MAX_SAFE_INTEGER);
      const [, disconnected] = await expectLogged(stage, server.program, {
        what: `the visit of a client that ${what}`,
        events: [
          ["connected", { peer: guest.peer.address }],
          ["disconnected", { why }],
        ],
        connection: String(index + 1),
        cause: why === "protocol" ? CUT_UNSEEN : END_UNSEEN,
      });
      if (disconnected?.level === level) continue;
      fail(`That a client ${what} should be logged with the level ${level}; it is not.`);
    }
  },
);

check(
  "08.4",
  "who leaves the line is passed over",
  { needs: [LEAVES], rule: "Turns." },
  async (stage) => {
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
  },
);

check(
  "08.4",
  "what was said in line is heard in its turn",
  { needs: [SHOWN], rule: "Turns." },
  async (stage) => {
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
  },
);

check("08.4", CUT, { points: 2, needs: [SHOWN], rule: "Refused." }, async (stage) => {
  const server = await stage.server();
  const whole = HEADER_BYTES + TOKEN_BYTES + 5;
  for (const length of [1, 3, 4, 20, whole - 1]) {
    const guest = await enter(stage, server, `client that ends after ${length} bytes`);
    guest.say("whole");
    await expectReceived(server, guest, "whole", NOT_WHOLE_LOST);
    guest.peer.send(framesOf(guest, ["hello"]).subarray(0, length));
    guest.peer.endSending();
    const what = `a stream that ended after ${length} of ${whole} bytes`;
    await expectRefused(server, guest, what, CUT_UNSEEN);
    const lost = server.program.lines().find((line) => line === `lost ${guest.peer.address}`);
    if (lost !== undefined) fail(`Of ${what} the server said ${JSON.stringify(lost)}.`, NOT_A_RULE);
  }
});

check(
  "08.4",
  "the operator can part from a client, and stop",
  { needs: [REPLY], rule: "The operator types" },
  async (stage) => {
    const server = await stage.ownServer();
    const first = await enter(stage, server, "client A");
    const second = await queue(stage, server, "client B");
    server.program.type("next\n");
    await first.peer.expectEnd("after next the server ends its side", NEXT);
    first.peer.endSending();
    await expectSaid(server.program, `left ${first.peer.address}`, END_UNSEEN);
    await expectFrame(second, YOUR_TURN, "what client B is told", NEXT);
    server.program.type("exit\n");
    await second.expectEnd("after exit on its console the server ends its side");
    second.endSending();
    await server.program.expectStatus(0, "after exit and the end of its only client");
  },
);

check(
  "08.4",
  CLIENT_ENDS,
  { points: 2, needs: [CLIENT_SHOWS], rule: "The client sends each line" },
  async (stage) => {
    const { client, server } = await greetedClient(stage);
    server.send(frame("good-bye"));
    server.endSending();
    await client.expectStatus(0, "after the server's end, with its input open", INPUT_OPEN);
    await client.expectOutput("good-bye\n", "what the server said");
  },
);

check(
  "08.4",
  "the client says that the stream was cut",
  { points: 2, needs: [CLIENT_ENDS], rule: "Refused." },
  async (stage) => {
    for (const length of [1, 3, 4, 8]) {
      const { client, server } = await greetedClient(stage);
      server.send(Buffer.concat([frame("whole"), frame("hello").subarray(0, length)]));
      server.endSending();
      await expectGivesUp(
        client,
        `after a stream that ended after ${length} of 9 bytes`,
        CUT_UNSEEN,
      );
      await client.expectOutput("whole\n", "what came whole before the cut", NOT_WHOLE_LOST);
    }
  },
);

check(
  "08.4",
  "the client leaves by exit, or when its input ends",
  { points: 2, needs: [CLIENT_ENDS], rule: "The client sends each line" },
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
  { points: 2, needs: [REPLY], rule: "The operator types" },
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
  { points: 2, needs: [CLIENT_SENDS], rule: "The client sends each line" },
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
  check(
    "08.6",
    `with --checksum ${name} a damaged text is refused`,
    { needs, rule: "Checksums." },
    async (stage) => {
      const server = await stage.ownServer("--checksum", name);
      const guest = await enter(stage, server, "client A");
      for (const text of ["hello", stage.random.asciiWord(), ""]) {
        guest.say(digest(text) + text);
        await expectReceived(server, guest, text, checksumMistake);
        server.program.type(`${text}!\n`);
        await expectFrame(guest.peer, `${digest(`${text}!`)}${text}!`, "the reply", CHECKSUM_FORM);
      }
      guest.say(`${digest("hello")}hallo`);
      await expectRefused(server, guest, "a text with the checksum of another", NOT_COMPARED);
      const lastChanged = `${digest("hello").slice(0, -1)}x`;
      for (const damaged of [
        `${lastChanged}hello`,
        `${digest("hello").slice(1)}hello`,
        digest("hello").toUpperCase(),
        `${digest("hello").toUpperCase()}hello`,
        "",
      ]) {
        const next = await enter(stage, server, "another client");
        next.say(damaged);
        await expectRefused(server, next, `the message ${JSON.stringify(damaged)}`, NOT_COMPARED);
      }
    },
  );
}

check(
  "08.6",
  "a checksum is that of the bytes of a text",
  { needs: [SHOWN], rule: "Checksums." },
  async (stage) => {
    const texts = ["привет", stage.random.word()];
    const running = await stage.ownServer("--checksum", "crc32");
    const guest = await enter(stage, running);
    const { client, server } = await greetedClient(stage, "--checksum", "md5");
    for (const text of texts) {
      guest.say(crc32Digits(text) + text);
      await expectReceived(running, guest, text, OF_CHARACTERS);
      running.program.type(`${text}\n`);
      await expectFrame(guest.peer, crc32Digits(text) + text, "the reply", OF_CHARACTERS);
      client.type(`${text}\n`);
      const sent = `${SOME_TOKEN} ${md5Digits(text)}${text}`;
      await expectFrame(server, sent, "the client's line with its checksum", OF_CHARACTERS);
      server.send(frame(md5Digits(text) + text));
    }
    await client.expectOutput(linesOf(texts), "the texts, with their checksums", OF_CHARACTERS);
  },
);

check(
  "08.6",
  "the client compares checksums too",
  { needs: [CLIENT_SHOWS], rule: "Checksums." },
  async (stage) => {
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
    await expectGivesUp(client, "after a text with the checksum of another", NOT_COMPARED);
  },
);

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
  await untilSaid(server.program, startingWithOneOf(["talking to"], peer), DO_NOT_GREET);
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
  if (DO_NOT_PART.has(program)) return await peer.resetSeenBy(program);
  peer.reset();
  await untilSaid(program, goneLine(peer), DO_NOT_PART);
}

/** Programs that were waited for in vain: no check waits for such a line again. */
const DO_NOT_GREET = new WeakSet<Program>();
const DO_NOT_PART = new WeakSet<Program>();

/** Waits for a line that tells when to go on. Whether it is printed at all is asked by a check of its own. */
async function untilSaid(program: Program, line: RegExp, silent: WeakSet<Program>): Promise<void> {
  if (silent.has(program)) return;
  const search = program.finder(line);
  const found = await program.changes.until(() => search() ?? program.exit, deadlineMs());
  if (found === undefined) silent.add(program);
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
  cause?: LikelyCause | ((line: string) => LikelyCause),
): Promise<void> {
  const wanted = `received ${Buffer.byteLength(text)} bytes: ${text}`;
  const { changes } = server.program;
  const line = await changes.until(
    () => shownBy(server)[guest.shown] ?? goneFrom(server, guest),
    deadlineMs(),
  );
  guest.shown++;
  if (isShown(text, line)) return;
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

/** How a message is shown, with any length: whether that is right is asked by a check of its own. */
function isShown(text: string, line = ""): boolean {
  const [start = ""] = /^received \d+ bytes?: /.exec(line) ?? [];
  return start !== "" && line.slice(start.length) === text;
}

/** The line with which the server says that a client is gone, once it is there. */
function goneFrom({ program }: RunningServer, { peer }: Guest): string | undefined {
  const isOver = goneLine(peer);
  return program.lines().find((line) => isOver.test(line));
}

function goneLine(peer: Peer): RegExp {
  return startingWithOneOf(["lost", "left", "refused"], peer);
}

/** The server closes the connection, shows nothing of the message, and does not take it for a good end. */
async function expectRefused(
  server: RunningServer,
  guest: Guest,
  what: string,
  cause: LikelyCause,
): Promise<void> {
  const { peer, shown } = guest;
  const { changes } = server.program;
  // Any of them settles it: nobody waits for the end of a connection whose message was taken for a good one.
  await changes.until(() => shownBy(server)[shown] ?? goneFrom(server, guest), deadlineMs());
  const extra = shownBy(server)[shown];
  if (extra !== undefined)
    fail(`Of ${what} nothing should be shown; the server printed ${JSON.stringify(extra)}.`, cause);
  await peer.untilBytes(Number.MAX_SAFE_INTEGER);
  if (peer.ending === "open") {
    const sentence = `${peer.voice}: after ${what} the server should close the connection; it is still open.`;
    throw new CheckFailed(sentence, cause, { timedOut: true });
  }
  const line = goneFrom(server, guest);
  if (line?.startsWith("left") !== true) return;
  fail(`${what} was taken for a good end: the server said ${JSON.stringify(line)}.`, cause);
}

/**
 * The client has ended inside a frame: nothing is shown of it, and it is not a good end. Whether it is
 * called refused or lost is not asked here: that is an exercise of its own.
 */
async function expectNoMore(server: RunningServer, guest: Guest, what: string): Promise<void> {
  const { peer, shown } = guest;
  await peer.untilBytes(Number.MAX_SAFE_INTEGER);
  await untilSaid(server.program, goneLine(peer), DO_NOT_PART);
  const line = goneFrom(server, guest);
  const extra = shownBy(server)[shown];
  if (extra !== undefined) {
    fail(
      `The stream ended behind ${what}; of that frame the server printed ${JSON.stringify(extra)}.`,
      TAKEN_TOO_SOON,
    );
  }
  if (line?.startsWith("left") === true) {
    fail(
      `The stream ended behind ${what}, and the server took that for a good end: ${JSON.stringify(line)}.`,
      TAKEN_FOR_AN_END,
    );
  }
}

/** Still serves others. */
async function expectAlive(stage: Stage, server: RunningServer): Promise<void> {
  const guest = await enter(stage, server, "next client");
  guest.say("still there?");
  await expectReceived(server, guest, "still there?", leftOver);
  await leave(server, guest);
}

function expectSilence(server: RunningServer, text: string, cause: LikelyCause): void {
  const line = shownBy(server).find((each) => each.endsWith(text));
  if (line !== undefined)
    fail(`The server should not have shown ${JSON.stringify(line)} yet.`, cause);
}

async function expectSaid(program: Program, line: string, cause?: LikelyCause): Promise<void> {
  await program.expectLine(
    exactly(line),
    JSON.stringify(line),
    cause === undefined ? {} : { cause },
  );
}

async function expectTold(client: Program, line: string, cause?: LikelyCause): Promise<void> {
  const options = { stream: "stderr" as const, ...(cause === undefined ? {} : { cause }) };
  await client.expectLine(exactly(line), JSON.stringify(line), options);
}

async function expectLost(client: Program, why: string): Promise<void> {
  const cause = "What breaks the rules is refused: say so on one line, and end with status 1.";
  await client.expectLine(
    /^Connection lost: ./,
    `a line that begins with "Connection lost: " ${why}`,
    { stream: "stderr", cause },
  );
  await client.expectStatus(1, why, cause);
}

/** The client ends with status 1. What it says then is asked by the check of a server that breaks the rules. */
async function expectGivesUp(client: Program, why: string, cause: string): Promise<void> {
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

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}

function shorten(line: string): string {
  return line.length <= 120 ? line : `${line.slice(0, 120)}…`;
}

const ONE_TOKEN =
  "A token belongs to one session: make a new one, out of `randomBytes`, for each connection.";

const KEPT_FOR_LATER = "What was typed while nobody was there is not sent to whoever comes next.";

const COUNTS_LETTERS =
  "The length of a message is that of its text in bytes of UTF-8, not in characters: a letter has one to four bytes.";

const ROOM_FOR_LETTERS =
  "If the operator was told `offset is out of bounds`: the buffer has room for as many bytes as the text has letters. Make bytes of the text first, and measure those.";

const EMPTY_IS_LEGAL =
  "An empty text is a message like any other: a header of four zeros, and no body.";

const SAY = "`say` sends what stands behind it as it is, even if it is the name of a command.";

const BLANKS =
  "A line is sent as it was typed, without its line end: blanks around it are part of the text.";

const IN_ORDER =
  "The clients have their turns in the order in which they came: who has waited longest is next.";

const TO_ALL = "The operator talks with one client at a time: the others wait in line.";

const RESET_UNSEEN = {
  general: "A reset makes the next read fail with an error: the visit is over then.",
  node: 'A reset arrives as an "error" event, or as an exception in `for await`: the visit is over then.',
};

const NO_TURN =
  "Nobody else is there, so it is this client's turn. Does the server still count a client that has left?";

const NOT_CHECKED =
  "The token is checked before anything else, and the whole of it: what comes without it is refused, and its connection closed.";

const NOT_A_READ =
  "TCP is a stream: one read is not one frame. Keep what has come until the frame is whole.";

const WRONG_PLACE =
  "If you do keep it: `#takeWhole` may return a wrong place. What it returns is a place in `bytes`, not a count from `start`.";

const TAKEN_FOR_AN_END =
  "A frame that is not whole when the stream ends will never be whole: at the end, look whether anything waits. A decoder that takes the header off before its body is there does not know: header and body are used up together.";

const TAKEN_TOO_SOON =
  "A body was taken before all of it was there. A frame is whole when the last byte of its body has come.";

const WRONG_WINDOW =
  "Not the whole text was shown. The window on the body is wrong: `subarray` takes two places, where it begins and where it ends, not a place and a length.";

const EMPTY_IS_WHOLE =
  "A body of no bytes is a whole frame, and its header is all of it: do not wait for a byte more. Then it is a message without a token, and refused.";

const NOT_A_RULE =
  "For the server the connection broke: some other error was thrown. Who breaks a rule is refused by a `ProtocolError`, and by no other.";

const READ_LITTLE =
  "The server has read the length with its lowest byte first. On the network the highest comes first: `readUInt32BE`.";

const HEADER_COUNTED =
  "The last four characters are missing. Either the length was read as if it counted the header too: it is that of the body alone. Or the window on the body is wrong: `subarray` takes two places, where it begins and where it ends.";

const WAITS_ON =
  "All of the frame has come, and the server still waits. The length is that of the body, and the frame is whole with its last byte: does the server wait for more?";

const EMPTY_TEXT =
  "An empty text is a message like any other: behind the token and its blank nothing stands.";

const LETTERS_CHANGED =
  "A letter of UTF-8 has one to four bytes. Count bytes, not letters, and make a text of a body only when the whole body is there.";

const NOT_TOLD =
  "Whom the server has refused, and why, the operator is told: `refused ADDR: WHY`. `left` is for a client that has ended its side between two frames.";

const BELIEVED =
  "The server has reserved memory for a length that was only announced. A stranger can announce much and send nothing, a thousand times: keep what has come, and grow with it.";

const MANY =
  "Many frames came in one write. Does a function call itself for each frame? Each call takes room on the stack, and some thousands use it up: use a loop. And the loop goes on until no whole frame is left.";

const OF_CHARACTERS =
  "The checksum is computed over the bytes of the text in UTF-8, not over its characters or their codes. With English letters both are the same: these have two bytes and more each.";

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

const BEFORE_REFUSAL =
  "Only what breaks a rule is refused. The frame before it was whole: handle it first, also when both came in one chunk, and refuse the client after it.";

const NOT_WHOLE_LOST =
  "The frame before the cut was whole: it is shown, and the cut is told after it.";

const NEXT =
  "`next` ends the server's side of this conversation; when the client has left too, the next one in line has its turn.";

const INPUT_OPEN = "Its input is still open, and keeps the process alive: destroy it.";

const END_UNSENT = "End your side (FIN) when there is nothing more to say: `stream.end()`.";

const NO_LINE_END = "Each text is a line on standard output: end it with LF (0a).";

const FIRST_LOST = {
  general:
    "U+FEFF at the beginning is a character of the text: do not take it for a mark of order.",
  node: "U+FEFF at the beginning is a character of the text. `new TextDecoder` drops it, unless `ignoreBOM` is true.",
};

const READS_ON =
  "To end your own side is not the end of the talk: read on until the server has ended its own.";

const NOT_DRAINED = {
  general: "A part of it never came. When the socket takes no more, wait until it does, and go on.",
  node: 'A part of it never came. When the socket is full, wait for its "drain" and then go on: the stream waits for the callback of `_write`.',
};

const CHECKSUM_FORM =
  "With a checksum each text, both ways, is [checksum][text]: its digits in lower case, nothing between. The token stands before them.";

const GOOD_REFUSED =
  "A good message was refused. Of which part do you compute the digits? Of the bytes of the text alone (in UTF-8), without the digits before it. And how many digits are there: 8 with crc32, 32 with md5.";

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

/** Something of another client stands before a message: a decoder that all share, or one that was not emptied. */
function leftOver(line: string): string {
  return line.startsWith("refused") ? SHARED_STATE : ONE_READ;
}

function shownWrongly(line: string, text: string): string {
  if (line === "") return WAITS_ON;
  if (/token|[\w-]{43}/.test(line))
    return "The token is on the screen: show the text behind it only.";
  if (!line.startsWith("received ")) {
    const length = header(TOKEN_BYTES + text.length).readUInt32LE();
    return line.includes(` ${length} `)
      ? READ_LITTLE
      : "A message that keeps all rules was not shown.";
  }
  return line.endsWith(`: ${text.slice(0, -HEADER_BYTES)}`) ? HEADER_COUNTED : WRONG_WINDOW;
}

function clientShows(printed: Buffer): string {
  if (printed.includes(SOME_TOKEN))
    return "The token is on the screen: the first frame is for the program only.";
  if (printed.includes(0x1b)) return DRAWS;
  if (printed.length > 0 && printed.at(-1) !== LF) return NO_LINE_END;
  return ONE_READ;
}
