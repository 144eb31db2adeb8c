/** What is asked of lab 03: every way to part, told apart, and nobody cut off. The rules stand in its README. */
import {
  CR_KEPT,
  causeOfMissingAnswers,
  causeOfWrongInput,
  nameChange,
  SHARED_STATE,
} from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { CheckFailed, fail, type LikelyCause } from "../../core/failure.ts";
import { listeningPorts } from "../../core/kernel.ts";
import { withoutPause } from "../../core/lateness.ts";
import { expectNoListenersLeft, manyTimes } from "../../core/many-visits.ts";
import { deadlineMs, paced } from "../../core/pace.ts";
import { exactly, startingWith, TextForm } from "../../core/patterns.ts";
import type { Cause, Peer, Seen } from "../../core/peer.ts";
import type { Program } from "../../core/program.ts";
import { untilAsleep } from "../../core/quiet.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import { quote } from "../../report/shown.ts";

const check = checksOf("03-graceful-exit");

const SILENT = "a silent client is told so and left";
const RECEIVES = "the server says who comes, and how much it received";
const TEXT = "lines of text come back as they are";
const ENDS = "exit ends the session";
const WAIT = "wait is answered in its turn";
const PARTED = "the server says how a client left";
const TOLD = "clients that wait for nothing are told that the server stops";
const STOP = "a stop finishes the answers under way";
const BYE = "the client ends when the server says good-bye";
const SENDS = "the client sends exit, and ends";

/** So long that only the client's end or the server's stop can end it within a check. */
const VERY_LONG_WAIT = "wait 10000\n";

/** More than the buffers of the system and of both programs can hold: about 4 MB on loopback. */
const MORE_THAN_BUFFERS = 8 * 1024 * 1024;

const GOOD_BYE = /^[\s\S]*?good-?bye[^\n]*\n?/i;

/** More than a stack has room for calls. */
const MANY_LINES = 20_000;

/** As long as lines may well be, so that many bytes are few answers. */
const LONG_LINE = `${"long ".repeat(6_000)}\n`;

check("03.1", SILENT, { points: 2, rule: "Ends." }, async (stage) => {
  const server = await stage.ownServer("--idle-ms", "100");
  const client = await stage.connect(server, "silent client");
  await client.expectBytes(
    "good-bye: silent for 100 ms\n",
    "the good-bye for silence",
    "Somebody who waits for a client's next bytes must also look at the clock: a client whose cable is pulled sends neither FIN nor RST.",
  );
  await client.expectEnd("after the good-bye the server ends its side", ONLY_EMITS);
});

check(
  "03.1",
  "a client's own bytes begin its time anew, and nobody else's",
  { needs: [SILENT], rule: "Silence counts" },
  async (stage) => {
    const idleMs = paced(400);
    const server = await stage.ownServer("--idle-ms", String(idleMs));
    const busy = await stage.connect(server, "busy client");
    const silent = await stage.connect(server, "silent client");
    const isWaitingFor = () => silent.received.length === 0;
    // While the grader is busy, both are silent.
    await withoutPause(0.75 * idleMs, async () => {
      await busy.sendWhile("x", idleMs / 8, (passedMs) => {
        return passedMs < 1.5 * idleMs || (isWaitingFor() && passedMs < deadlineMs());
      });
    });
    busy.expectNothing(
      `it sent a byte every ${Math.round(idleMs / 8)} ms, without a line end`,
      ({ received }) => (received.includes("x") ? PIECES : NOT_RENEWED),
    );
    expectOpen(busy, NOT_RENEWED);
    if (isWaitingFor()) {
      fail(
        `silent client: it sent nothing for ${deadlineMs()} ms while another client was sending; no good-bye came.`,
        ONE_CLOCK,
      );
    }
    await silent.expectBytes(`good-bye: silent for ${idleMs} ms\n`, "the good-bye for silence");
  },
);

check("03.1", RECEIVES, { points: 2, rule: "The server's messages" }, async (stage) => {
  const server = await stage.server();
  for (const name of ["client A", "client B"]) {
    const client = await stage.connect(server, name, { cause: GOES_ON });
    const line = `connected ${client.address}`;
    await server.program.expectLine(exactly(line), JSON.stringify(line), { cause: GOES_ON });
    client.send("hel");
    await expectReceived(server, client, 3);
    client.close();
  }
});

check(
  "03.1",
  "a visit leaves no listener behind",
  { needs: [RECEIVES], rule: "leaves a listener behind" },
  async (stage) => {
    const server = await stage.ownServer();
    const first = await stage.connect(server, "client that stays");
    await manyTimes(async (count) => {
      first.send("x".repeat(count));
      await expectReceived(server, first, count);
    });
    await manyTimes(async () => {
      const next = await stage.connect(server, "client that leaves");
      next.send("hello\n");
      await expectReceived(server, next, 6);
      next.close();
    });
    expectNoListenersLeft(server.program);
  },
);

check("03.2", TEXT, { points: 2, rule: "Requests." }, async (stage) => {
  const server = await stage.server();
  const client = await stage.connect(server);
  for (const cause of [nameChange, causeOfOneAnswer]) {
    const line = `${stage.random.asciiWord()}\n`;
    client.send(line);
    await client.expectBytes(line, "the answer to a line of text", cause);
  }
  stage.othersMayGoOn();
  const lines = `${stage.random.word()}\n${stage.random.word()}\n`;
  await client.sendInPieces(lines, [1, 1, 2, 3, 5, 8]);
  await client.expectBytes(lines, "the lines, as they were sent in pieces", PIECES);
});

check(
  "03.2",
  "20,000 lines in one write are all answered",
  { needs: [TEXT], rule: "Requests." },
  async (stage) => {
    const client = await stage.connect(await stage.server());
    const lines = "x\n".repeat(MANY_LINES);
    client.send(lines);
    await client.expectBytes(lines, "the answers to 20,000 lines", causeOfMissingAnswers);
  },
);

check("03.2", ENDS, { rule: "Requests." }, async (stage) => {
  const server = await stage.server();
  const client = await stage.connect(server);
  client.send("exit\n");
  await expectGoodBye(client, "the answer to exit", exitEchoed);
  await client.expectEnd("after the good-bye the server ends its side", STAYS);
  // Not by its own end: a crash would end the session too.
  await expectEcho(stage, await stage.connect(server, "next client", { cause: GOES_ON }));
});

check(
  "03.2",
  "the answer to exit is good-bye, and nothing else",
  { needs: [ENDS], rule: "Requests." },
  async (stage) => {
    const client = await stage.connect(await stage.server());
    client.send("exit\n");
    await client.expectBytes("good-bye\n", "the answer to exit", exitEchoed);
    await client.expectEnd("after the good-bye the server ends its side");
  },
);

check(
  "03.2",
  "a CR before the line end does not count",
  { needs: [ENDS], rule: "Lines." },
  async (stage) => {
    const client = await stage.connect(await stage.server());
    client.send("hello\r\n");
    await client.expectBytes("hello\n", "the answer to a line that ends with CR LF", CR_KEPT);
    client.send("exit\r\n");
    await expectGoodBye(client, "the answer to exit with CR LF", CR_KEPT);
  },
);

check(
  "03.2",
  "after an exit the server goes on",
  { points: 2, needs: [ENDS], rule: "Ends." },
  async (stage) => {
    const server = await stage.server();
    const first = await stage.connect(server, "client A");
    const second = await stage.connect(server, "client B");
    first.send("exit\n");
    await expectGoodBye(first, "the answer to exit", ONE_CLIENT_ONLY);
    await first.expectEnd("after the good-bye the server ends its side");
    await expectEcho(stage, second, ONE_CLIENT_ONLY);
    const third = await stage.connect(server, "client C");
    await expectEcho(stage, third, ONE_CLIENT_ONLY);
  },
);

check(
  "03.2",
  "exit is seen however it is cut",
  { points: 2, needs: [ENDS], rule: "Lines." },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server, "client A");
    await client.sendInPieces("exit\n", [2, 2]);
    await expectGoodBye(client, "the answer to exit, sent in pieces", PIECES);
    await client.expectEnd("after the good-bye the server ends its side");
    const slow = await stage.connect(server, "client B");
    await slow.sendInPieces("exit", []);
    await expectEcho(stage, await stage.connect(server, "client C"));
    slow.expectNothing("exit without its line end is no line yet", PIECES);
    slow.send("us\n");
    await slow.expectBytes("exitus\n", "the answer to exitus, sent in pieces", exitInAnyWord);
  },
);

check(
  "03.2",
  "exit between other lines ends the session there",
  { points: 2, needs: [ENDS], rule: "Requests." },
  async (stage) => {
    const client = await stage.connect(await stage.server());
    client.send("hello\nexit\nmore\n");
    await client.expectBytes("hello\n", "the answer to the line before exit", JOINED);
    await expectGoodBye(client, "the answer to exit between other lines", JOINED);
    await client.expectEnd(
      "after exit nothing is answered",
      "The line after exit was answered: look for exit before you go on to the next line.",
    );
  },
);

check(
  "03.2",
  "only a whole line is a command",
  { points: 2, needs: [ENDS], rule: "Requests." },
  async (stage) => {
    const client = await stage.connect(await stage.server());
    const expectText = async (text: string, cause: LikelyCause) => {
      client.send(`${text}\n`);
      await client.expectBytes(`${text}\n`, `the answer to the text "${text}"`, cause);
    };
    for (const text of ["exitus", "no exit", "EXIT", " exit"]) await expectText(text, SUBSTRING);
    for (const text of ["wait", "wait a bit"]) await expectText(text, NO_DIGITS);
    for (const [text, cause] of NO_WAITS) await expectText(text, cause);
  },
);

check(
  "03.2",
  "the last line needs no line end",
  { points: 2, needs: [ENDS], rule: "Lines." },
  async (stage) => {
    const server = await stage.server();
    const text = await stage.connect(server, "client A");
    text.send("hello");
    text.endSending();
    const what = "the answer to a last line without its line end";
    await text.expectBytes("hello\n", what, causeOfNoLastAnswer);
    await text.expectEnd("after the last answer the server ends its side", causeOfNoEnd);
    const exit = await stage.connect(server, "client B");
    exit.send("exit");
    exit.endSending();
    await expectGoodBye(exit, "the answer to exit without its line end", LAST_LINE);
    await exit.expectEnd("after the good-bye the server ends its side", causeOfNoEnd);
  },
);

check("03.2", WAIT, { needs: [ENDS], rule: "Requests." }, async (stage) => {
  const client = await stage.connect(await stage.server());
  client.send("wait 0\n");
  await client.expectBytes("waited 0 ms\n", "the answer to wait", causeOfWrongWait);
  stage.othersMayGoOn();
  client.send("wait 20\nhello\nwait 0\nexit\n");
  await client.expectBytes(
    "waited 20 ms\nhello\nwaited 0 ms\n",
    "the answers in the order of the lines",
    causeOfWrongWait,
  );
  await expectGoodBye(client, "the answer to exit, the fourth line");
  await client.expectEnd("after the good-bye the server ends its side");
});

check(
  "03.2",
  "one client's wait holds up nobody, and nobody's exit ends it",
  { needs: [WAIT], rule: "Requests." },
  async (stage) => {
    const server = await stage.server();
    const waiting = await stage.connect(server, "waiting client");
    waiting.send(VERY_LONG_WAIT);
    await waiting.untilRead();
    const other = await stage.connect(server, "client B");
    await expectEcho(
      stage,
      other,
      "A wait must not block the event loop: the others wait with it.",
    );
    other.send("exit\n");
    await expectGoodBye(other, "the answer to exit");
    await other.expectEnd("after the good-bye the server ends its side");
    await expectStaysOpen(server, waiting, ONE_CLIENT_ONLY);
    waiting.expectNothing("the waiting client's answer is not due yet", notWaiting);
  },
);

check(
  "03.2",
  "an answer under way is no silence",
  { needs: [WAIT, SILENT], rule: "Silence counts" },
  async (stage) => {
    const [idleMs, waitMs] = [paced(250), paced(400)];
    const client = await stage.connect(await stage.ownServer("--idle-ms", String(idleMs)));
    client.send(`wait ${waitMs}\n`);
    await client.expectBytes(
      `waited ${waitMs} ms\ngood-bye: silent for ${idleMs} ms\n`,
      "the answer, and then the good-bye for silence",
      "The client is silent because it waits for its answer. Count silence only while you wait for the client.",
    );
    await client.expectEnd("after the good-bye the server ends its side", ONLY_EMITS);
  },
);

check(
  "03.3",
  PARTED,
  { points: 2, needs: [ENDS], rule: "The server's messages" },
  async (stage) => {
    // So long a grace time that it cannot be what ends a visit here.
    const server = await stage.ownServer("--grace-ms", "60000");
    const polite = await stage.connect(server, "client A");
    polite.send("exit\n");
    await expectGoodBye(polite, "the answer to exit");
    await polite.expectEnd("after the good-bye the server ends its side");
    // Another one comes and leaves meanwhile: each ending belongs to its own client.
    const brief = await stage.connect(server, "client B");
    brief.endSending();
    await brief.expectEnd(
      "when the client has ended its side the server ends its own",
      causeOfNoEnd,
    );
    await expectParted(server, brief, "end of stream", OTHER_ENDING, ALWAYS_WAITS);
    polite.endSending();
    await expectParted(server, polite, "exit", SHARED_STATE, ALWAYS_WAITS);
  },
);

check(
  "03.3",
  "the good-bye is not lost when the client sent more",
  { points: 2, needs: [ENDS], rule: "Leave-taking." },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server);
    client.send(Buffer.concat([Buffer.from("exit\n"), Buffer.alloc(MORE_THAN_BUFFERS, "more\n")]));
    await expectGoodBye(client, "the answer to exit", CLOSED_UNREAD);
    await client.expectEnd("after the good-bye the server ends its side", CLOSED_UNREAD);
    await client.untilStuck(server.program);
    if (client.isBroken || client.waitingToLeave > 0) {
      fail(
        "client: the server should read on and throw away what comes after exit; it " +
          (client.isBroken ? "reset the connection." : "stopped reading."),
        CLOSED_UNREAD,
      );
    }
  },
);

check(
  "03.3",
  "a client that does not leave after the good-bye is left",
  { points: 2, needs: [ENDS], rule: "Leave-taking." },
  async (stage) => {
    const graceMs = paced(300);
    const server = await stage.ownServer("--grace-ms", String(graceMs));
    const client = await stage.connect(server);
    client.send("exit\n");
    await expectGoodBye(client, "the answer to exit");
    await client.expectEnd("after the good-bye the server ends its side", STAYS);
    await client.expectGone("after the grace time the connection should be closed", {
      maxSilenceMs: graceMs / 2,
      cause: FOR_EVER,
    });
    await expectParted(server, client, "exit", FOR_EVER);
  },
);

check("03.4", "a reset is told apart from an end", { points: 2, rule: "Ends." }, async (stage) => {
  const server = await stage.server();
  const client = await stage.connect(server);
  await expectEcho(stage, client);
  await client.resetSeenBy(server.program);
  await expectParted(server, client, "reset", RESET_CODES, NO_ERROR_LISTENER);
});

check(
  "03.4",
  "a reset in the middle of a line ends one connection only",
  { points: 2, rule: "Ends." },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server, "client A");
    const other = await stage.connect(server, "client B");
    client.send("hello\nhel");
    await client.expectBytes("hello\n", "the answer to the whole line");
    await client.resetSeenBy(server.program);
    await expectParted(server, client, "reset", RESET_CODES, NO_ERROR_LISTENER);
    await expectEcho(stage, other, NO_ERROR_LISTENER);
    await expectEcho(stage, await stage.connect(server, "client C"), NO_ERROR_LISTENER);
  },
);

check(
  "03.4",
  "a client that is gone ends its wait",
  { points: 2, needs: [RECEIVES, WAIT], rule: "Ends." },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server);
    client.send(VERY_LONG_WAIT);
    await expectReceived(server, client, VERY_LONG_WAIT.length);
    client.reset();
    await expectParted(
      server,
      client,
      "reset",
      RESET_CODES,
      "The reset came during a wait, and the server waited on. A timer for a client's sake must end with the client.",
    );
  },
);

check("03.4", "a line without end is refused", { points: 2, rule: "Ends." }, async (stage) => {
  const server = await stage.server();
  const client = await stage.connect(server);
  client.send(Buffer.alloc(256 * 1024, "x"));
  await client.expectBytes(
    "good-bye: line too long\n",
    "the good-bye to a line of 262144 characters without end",
    causeOfNoLimit,
  );
  await client.expectEnd("after the good-bye the server ends its side", CLOSED_UNREAD);
  client.endSending();
  await expectParted(server, client, "line too long");
});

check("03.5", STOP, { points: 2, needs: [WAIT, RECEIVES], rule: "Stop." }, async (stage) => {
  const server = await stage.ownServer();
  const client = await stage.connect(server);
  await untilAsleep(server.program.pid);
  client.send("wait 150\n");
  await expectReceived(server, client, 9);
  // At once: the answer must still be under way.
  server.program.signal("SIGTERM");
  await client.expectBytes("waited 150 ms\n", "the answer under way", CUT_BY_STOP);
  await client.expectBytes("good-bye: server stops\n", "the good-bye behind it", waitsOn);
  await client.expectEnd("after the good-bye the server ends its side");
});

check("03.5", TOLD, { points: 2, rule: "Stop." }, async (stage) => {
  // A grace time below every deadline: what keeps the server longer is another timer.
  const server = await stage.ownServer("--grace-ms", "2000");
  const gone = await stage.connect(server, "client A");
  const silent = await stage.connect(server, "client B");
  await expectEcho(stage, gone);
  gone.endSending();
  await gone.expectEnd("when the client has ended its side the server ends its own", causeOfNoEnd);
  await expectEcho(stage, silent);
  await server.program.askToStop("SIGINT");
  await silent.expectBytes("good-bye: server stops\n", "the good-bye to a client that is silent", {
    general:
      "A visit that waits for its client's next line must hear of the stop as well: to close the listening socket tells no visit.",
    node: "A visit that waits for its client's next line must hear of the stop as well: `server.close` tells nobody, and waits for all.",
  });
  await silent.expectEnd("after the good-bye the server ends its side");
  silent.endSending();
  await expectStopped(server.program, "SIGINT");
});

check(
  "03.5",
  "the server ends as soon as all visits are over",
  { needs: [TOLD], rule: "Stop." },
  async (stage) => {
    const server = await stage.ownServer("--grace-ms", "60000");
    const client = await stage.connect(server);
    await expectEcho(stage, client);
    await server.program.askToStop("SIGTERM");
    await client.expectBytes("good-bye: server stops\n", "the good-bye");
    await client.expectEnd("after the good-bye the server ends its side");
    client.endSending();
    await expectStopped(server.program, "SIGTERM, long before --grace-ms is over", ALARM_LEFT);
  },
);

check(
  "03.5",
  "nobody new is let in while the server stops",
  { points: 2, needs: [STOP], rule: "Stop." },
  async (stage) => {
    const server = await stage.ownServer();
    const waiting = await stage.connect(server, "waiting client");
    waiting.send(VERY_LONG_WAIT);
    await expectReceived(server, waiting, VERY_LONG_WAIT.length);
    await server.program.askToStop("SIGTERM");
    await server.program.expectLine(exactly("stopping"), '"stopping"');
    await stage.expectRefused(server, "late client", {
      general: "Close the listening socket at once. That leaves open connections alone.",
      node: "`server.close()` stops accepting, at once, and leaves open connections alone.",
    });
    await expectStaysOpen(server, waiting, CUT_BY_STOP);
    waiting.expectNothing("the answer under way is not due yet", notWaiting);
  },
);

check(
  "03.5",
  "clients that do not go along do not keep the server",
  { points: 2, needs: [STOP], rule: "Stop." },
  async (stage) => {
    const server = await stage.ownServer("--grace-ms", String(paced(250)));
    const polite = await stage.connect(server, "polite client");
    const staying = await stage.connect(server, "staying client");
    const waiting = await stage.connect(server, "waiting client");
    waiting.send(VERY_LONG_WAIT);
    await expectReceived(server, waiting, VERY_LONG_WAIT.length);
    const deaf = await stage.connect(server, "deaf client");
    deaf.stopReading();
    deaf.send(Buffer.alloc(2 * MORE_THAN_BUFFERS, LONG_LINE));
    await deaf.untilStuck(server.program);
    await server.program.askToStop("SIGTERM");
    await polite.expectBytes("good-bye: server stops\n", "the good-bye to a client that leaves");
    polite.endSending();
    await staying.expectBytes("good-bye: server stops\n", "the good-bye");
    await expectStopped(
      server.program,
      "SIGTERM, although one client stays, one reads nothing and one still waits",
      {
        general:
          "The server waits for every open connection, forever. After the grace time, close the remaining ones.",
        node: "`server.close()` waits for every open connection, forever. After the grace time, destroy the remaining ones: all of them, also when the first visit is over long before.",
      },
    );
  },
);

check(
  "03.5",
  "a second signal ends the server at once",
  { points: 2, needs: [STOP], rule: "A second signal" },
  async (stage) => {
    const server = await stage.ownServer("--grace-ms", "60000");
    const waiting = await stage.connect(server, "waiting client");
    const other = await stage.connect(server, "client B");
    waiting.send(VERY_LONG_WAIT);
    await expectReceived(server, waiting, VERY_LONG_WAIT.length);
    await server.program.askToStop("SIGTERM");
    await other.expectBytes("good-bye: server stops\n", "the good-bye to a client that is silent");
    await expectStaysOpen(server, waiting, CUT_BY_STOP);
    server.program.signal("SIGTERM");
    await server.program.expectExit("at the second signal", {
      cause:
        "A stop that takes too long must be stoppable too: the second signal ends the process at once.",
    });
    waiting.expectNothing("an answer that was cut off by the second signal");
  },
);

check("03.6", BYE, { points: 2, rule: "The client's messages" }, async (stage) => {
  const { client, server } = await pair(stage);
  await server.sendInPieces("hello\ngood-bye\n", [8]);
  server.endSending();
  await client.expectStatus(0, "after the server's good-bye, with its input open", INPUT_LEFT_OPEN);
  await client.expectOutput("hello\ngood-bye\n", "what the server said");
  await expectSaid(client, "disconnected: the server said good-bye");
});

check(
  "03.6",
  "the client ends when the server leaves without a word",
  { needs: [BYE], rule: "The client's messages" },
  async (stage) => {
    const { client, server } = await pair(stage);
    server.send("hello\n");
    server.endSending();
    await client.expectStatus(0, "after the server's end, with its input open", INPUT_LEFT_OPEN);
    await expectSaid(client, "disconnected: the server ended the connection");
  },
);

check(
  "03.6",
  SENDS,
  { points: 2, needs: [BYE], rule: "The client sends its input as it is" },
  async (stage) => {
    const { client, server } = await pair(stage);
    client.type("exit\n");
    await server.expectBytes("exit\n", "the client's line", causeOfNoExit);
    server.send("good-bye\n");
    server.endSending();
    await client.expectStatus(
      0,
      "after the server's good-bye, with its input open",
      INPUT_LEFT_OPEN,
    );
    await client.expectOutput("good-bye\n", "what the server said");
  },
);

check(
  "03.6",
  "the pair parts well through a network that cuts every line",
  { needs: [ENDS], rule: "Lines." },
  async (stage) => {
    const client = stage.client(await stage.through(await stage.server(), { split: 3 }));
    client.type("exit\n");
    await client.expectStatus(0, "after the server's good-bye, with its input open", PIECES);
    await client.expectOutput("good-bye\n", "what the server said");
    await expectSaid(client, "disconnected: the server said good-bye");
  },
);

check(
  "03.6",
  "the client reads on after the end of its input",
  { points: 2, needs: [BYE], rule: "The client sends its input as it is" },
  async (stage) => {
    const { client, server } = await pair(stage);
    client.type("wait 10\n");
    client.endInput();
    await server.expectBytes("wait 10\n", "the client's line", causeOfWrongInput);
    await server.expectEnd("after the end of its input the client ends its side");
    server.send("waited 10 ms\n");
    server.endSending();
    await client.expectStatus(0, "after the server has ended its side");
    await client.expectOutput(
      "waited 10 ms\n",
      "the answer that came after the end of the input",
      "The end of the input is not the end of the session: end your side only, and read until the server has ended its own.",
    );
    await expectSaid(client, "disconnected: both sides have ended");
  },
);

check(
  "03.6",
  "a reset is no good end for the client",
  { needs: [BYE, SENDS], rule: "The client's messages" },
  async (stage) => {
    const { client, server } = await pair(stage);
    client.type("hello\n");
    await server.expectBytes("hello\n", "the client's line");
    server.reset();
    await expectLost(client, "after a reset");
  },
);

check(
  "03.6",
  "an answer that is cut is no good end",
  { points: 2, needs: [BYE], rule: "The client's messages" },
  async (stage) => {
    const { client, server } = await pair(stage);
    server.send("hello\nhel");
    server.endSending();
    await expectLost(client, "after an answer without its line end");
    await client.expectOutput("hello\nhel", "what the server said, up to the cut");
  },
);

check(
  "03.6",
  "a stopped client ends its side and reads the rest",
  { points: 2, needs: [BYE, SENDS], rule: "A stopped client." },
  async (stage) => {
    const { client, server } = await pair(stage);
    client.type("hello\n");
    await server.expectBytes("hello\n", "the client's line");
    await client.askToStop("SIGINT");
    await server.expectEnd("after SIGINT the client ends its side", CUT_BY_SIGNAL);
    server.send("hello\n");
    server.endSending();
    await client.expectStatus(0, "after SIGINT and the server's end", CUT_BY_SIGNAL);
    await client.expectOutput("hello\n", "the answer that was under way", CUT_BY_SIGNAL);
  },
);

check(
  "03.6",
  "a stopped client does not wait for a server that stays",
  { needs: [BYE, SENDS], rule: "A stopped client." },
  async (stage) => {
    const { client, server } = await pair(stage, "--grace-ms", "100");
    client.type("hello\n");
    await server.expectBytes("hello\n", "the client's line");
    await client.askToStop("SIGTERM");
    await client.expectStatus(
      0,
      "after SIGTERM and the grace time, although the server has not ended its side",
      "Every wait needs an end: after the grace time the client leaves by itself.",
    );
  },
);

/** The client, connected to a scripted server. */
async function pair(stage: Stage, ...flags: string[]): Promise<{ client: Program; server: Peer }> {
  const listener = await stage.listen();
  const client = stage.client(listener.address, ...flags);
  const server = await listener.accept(client);
  await expectSaid(client, `connected to 127.0.0.1:${listener.address.port}`);
  return { client, server };
}

/** A line there and back, be it in other letters: what an answer looks like, another check says. */
async function expectEcho(stage: Stage, client: Peer, cause?: LikelyCause): Promise<void> {
  const word = stage.random.asciiWord();
  client.send(`${word}\n`);
  await client.expectLine(
    new TextForm(JSON.stringify(word), new RegExp(`^${word}$`, "iu")),
    "the answer to a line of text",
    ({ received }) => (received.toString().trimEnd().endsWith(word) ? SHARED_STATE : cause),
  );
}

/**
 * A good-bye has come, or the server has ended its side: what exactly it says to exit, another check asks.
 * Text before the good-bye is passed over.
 */
async function expectGoodBye(client: Peer, what: string, cause?: Cause): Promise<void> {
  for (let before = -1; ; ) {
    const { received, ending } = client;
    const said = GOOD_BYE.exec(received.toString("latin1"))?.[0];
    if (said !== undefined || ending === "end") {
      client.take(said?.length ?? received.length);
      return;
    }
    if (ending === "reset" || received.length === before) {
      const seen: Seen = { received, ending, expected: Buffer.from("good-bye\n") };
      throw new CheckFailed(
        `${client.voice}: ${what}: a good-bye should come; ${received.length === 0 ? "nothing" : quote(received.toString())} came${ending === "reset" ? ", and then a reset" : ""}.`,
        typeof cause === "function" ? cause(seen) : cause,
        { timedOut: ending === "open" },
      );
    }
    before = received.length;
    await client.untilBytes(before + 1);
  }
}

/** The server has said that it has got so many bytes at once from this client. */
async function expectReceived(server: RunningServer, client: Peer, count: number): Promise<void> {
  const line = `received ${count} bytes from ${client.address}`;
  await server.program.expectLine(exactly(line), JSON.stringify(line));
}

/**
 * The server has said how this client left.
 *
 * @param cause why it may have said something else
 * @param silenceCause why it may have said nothing
 */
async function expectParted(
  server: RunningServer,
  client: Peer,
  ending: string,
  cause?: LikelyCause,
  silenceCause = cause,
): Promise<void> {
  const start = `disconnected ${client.address}`;
  const wanted = `${start}: ${ending}`;
  const [said] = await server.program.expectLine(
    new RegExp(`${startingWith(start).source}.*`),
    JSON.stringify(wanted),
    silenceCause === undefined ? {} : { cause: silenceCause },
  );
  if (said !== wanted) {
    fail(
      `The server should have said ${JSON.stringify(wanted)}; it said ${JSON.stringify(said)}.`,
      cause,
    );
  }
}

/** Ask when the client has ended its side too: then no connection keeps the server. */
async function expectStopped(program: Program, after: string, cause?: LikelyCause): Promise<void> {
  const exit = await program.changes.until(() => program.exit, deadlineMs());
  if (exit === undefined) {
    throw new CheckFailed(
      `The server should have ended after ${after}; it still ran after ${deadlineMs() / 1000} s.`,
      cause ?? keptAlive(program),
      { timedOut: true },
    );
  }
  await program.expectStatus(0, `after ${after}`, LEFT_BADLY);
  for (const word of ["stopping", "stopped"]) {
    await program.expectLine(exactly(word), `"${word}"`);
  }
}

/** What keeps a server alive whose clients have left. */
function keptAlive(program: Program): LikelyCause {
  if (!program.lines().includes("stopped")) return LEFT_OPEN;
  return listeningPorts(program.pid).length > 0 ? STILL_LISTENS : TIMER_LEFT;
}

/** The client has said this on standard error. */
async function expectSaid(client: Program, line: string): Promise<void> {
  await client.expectLine(exactly(line), JSON.stringify(line), { stream: "stderr" });
}

async function expectLost(client: Program, why: string): Promise<void> {
  await client.expectStatus(1, why, {
    general:
      "To the socket a cut stream looks like any other end, and a reset is an error: neither may look like success.",
    node: 'To the socket a cut stream looks like any other end, and a reset is an "error" event: neither may look like success.',
  });
  await client.expectLine(/^Connection lost: ./, 'a line that begins with "Connection lost: "', {
    stream: "stderr",
  });
}

function expectOpen(client: Peer, cause: LikelyCause): void {
  if (client.ending === "open") return;
  fail(`${client.voice}: the connection should still be open; the server has ended it.`, cause);
}

/** Also a moment later: the connections of a server that crashes end after its last words. */
async function expectStaysOpen(
  server: RunningServer,
  client: Peer,
  cause: LikelyCause,
): Promise<void> {
  await untilAsleep(server.program.pid);
  expectOpen(client, cause);
}

const GOES_ON = "A server goes on listening: when one client has left, the next one is served.";

const ONLY_EMITS: LikelyCause = {
  general:
    "A timeout of a read closes nothing by itself. Catch it, say good-bye and close your side.",
  node: 'A timeout closes nothing by itself: `socket.setTimeout` only emits "timeout". Say good-bye and end your side.',
};

const NOT_RENEWED =
  "Each chunk that comes from a client begins its time anew, also without a line end. A time that is set once, or only when a line is answered, runs out on a client that is sending.";

const ONE_CLOCK =
  "Each client has a time of its own, and it is --idle-ms, in milliseconds. A timer in a variable of the module, which all clients share, is begun anew by anybody's bytes.";

const STAYS = "The good-bye was said, but the connection stays open: end your side (FIN).";

const ALWAYS_WAITS = "It always waits --grace-ms; leave as soon as the client has.";

const RESET_CODES =
  "A reset is an error with the code ECONNRESET when the server reads, and EPIPE when it writes. Both mean: reset.";

const PIECES =
  "TCP is a stream: a line may come in pieces, and the end of a chunk is not the end of a line. Collect bytes until the line end has come.";

const SUBSTRING =
  "Compare the whole line: `includes` and `startsWith` find exit in other words too.";

const NO_DIGITS = "A wait has digits behind it. A line without them is text, and comes back.";

/** Texts that a friendly reader takes for waits. */
const NO_WAITS = [
  [
    "wait 5 minutes",
    "`split` and `parseInt` forget what follows the number. Look at the whole line.",
  ],
  ["wait -1", "`Number` also reads signs: no wait ends before it begins. Let digits pass only."],
  ["wait 1.5", "`Number` also reads fractions: 1.5. Let digits pass only."],
  ["wait 0x10", "`Number` also reads hexadecimal: 0x10 is 16 to it. Let digits pass only."],
  ["wait 1e3", "`Number` also reads exponents: 1e3 is 1000 to it. Let digits pass only."],
  ["wait 10001", "The longest wait is 10000 ms. What asks for more is no command, so it is text."],
] as const;

const LAST_LINE =
  "When the stream ends, what is left without a line end is the last line: answer it like the others.";

const EOF_UNNOTICED: LikelyCause = {
  general:
    "A client that closes its side sends a FIN: the read then returns nothing. Nobody notices it here: the visit goes on without a client.",
  node: 'A client that ends its side says so by FIN, in Node the event "end" or the end of `for await`. Nobody notices it here: the visit goes on without a client.',
};

const OTHER_ENDING =
  "The client has ended its side (FIN), and the server takes that for another ending. A visit that ends so gets no good-bye, and its REASON is `end of stream`.";

const ONE_CLIENT_ONLY =
  "exit ends one client's session. It must not end the process, the listening, or another client's connection.";

const CLOSED_UNREAD =
  "Who closes a socket while bytes come in resets the connection, and the reset may overtake the good-bye. End your side, then read and throw away what still comes.";

const FOR_EVER =
  "The server waits for a client that never ends its side. Such a wait needs an end: destroy the connection after the grace time. What this breaks off is expected: catch its error.";

const NO_ERROR_LISTENER: LikelyCause = {
  general:
    "A reset arrives as an error of the read or the write. Where nobody catches it, it ends the thread or the whole server, and nobody says that this client has left.",
  node: 'A reset arrives as an "error" event with the code ECONNRESET, or as an exception in `for await`. Where nobody catches it, it ends the whole server.',
};

const CUT_BY_STOP =
  "The stop cut off an answer that was under way. Stop accepting, let each visit finish its answer, and only then end.";

const WAITS_ON =
  "The answer came, the good-bye did not: the visit waits on. It must hear of the stop as well, before it waits and while it waits. Does `nextArrival` (03.1) look at `stopping.aborted` before it waits?";

const LEFT_OPEN =
  "Something keeps the process alive: a visit that is not over, a socket, or a timer that nobody took back.";

const STILL_LISTENS: LikelyCause = {
  general: "It says stopped, and still listens. Close the listening socket.",
  node: "It says stopped, and still listens. `server.close()` stops accepting; without it the server stays.",
};

const TIMER_LEFT =
  "It says stopped, and no connection is open: a timer is left. Look at `nextArrival`, exercise 03.1.";

const ALARM_LEFT =
  "The only client has left, and the server waits for --grace-ms all the same: an alarm is left. Look at `stopGracefully` (03.5), then at `linger` (03.3): each takes its own back.";

const LEFT_BADLY: LikelyCause = {
  general:
    "It left by an error, or was ended from within. Let it end by itself, when its last visit is over.",
  node: "It left by an error, or by process.exit. Let the process end by itself, when nothing keeps it alive any more.",
};

const CUT_BY_SIGNAL =
  "Without a handler a signal ends the process at once. End your side, and print what still comes.";

const INPUT_LEFT_OPEN =
  "Its input is still open. Something that waits for input keeps a process alive: close it too.";

const JOINED =
  "Three lines came in one chunk. A chunk is not a line: split it, and answer line by line.";

/** The client has ended its side, and the server has said something more, or nothing. */
function causeOfNoEnd({ received }: Seen): LikelyCause {
  return received.length > 0 ? OTHER_ENDING : EOF_UNNOTICED;
}

/** The line end is missing; a server that has noticed the end of the stream ends its side. */
function causeOfNoLastAnswer({ received, ending }: Seen): LikelyCause {
  return received.length === 0 && ending === "open" ? EOF_UNNOTICED : LAST_LINE;
}

function exitEchoed(seen: Seen): string | undefined {
  if (!seen.received.toString().startsWith("exit")) return nameChange(seen);
  return "exit was echoed as if it were text. It is a command: answer it with good-bye and end your side.";
}

/** The first line was answered. */
function causeOfOneAnswer(seen: Seen): string | undefined {
  if (seen.received.length > 0) return nameChange(seen);
  return "The server answered the first line and no other. Read in a loop, until the visit ends.";
}

function causeOfWrongWait({ received }: Seen): string {
  if (received.toString().startsWith("wait")) {
    return 'A wait came back as text. Its digits make a number, which is compared as a number: as text "20" is more than "10000".';
  }
  return "Each line is answered before the next one is looked at, even if its answer takes a while.";
}

/** An answer came that should have taken ten seconds. */
function notWaiting({ received }: Seen): string {
  return received.toString().startsWith("wait 1")
    ? "`wait 10000` came back as text. It is a command: at most 10000 means 10000 as well."
    : CUT_BY_STOP;
}

/** A line that is too long brought no good-bye: it was collected, or it ended the visit like a reset. */
function causeOfNoLimit({ received, ending }: Seen): string {
  if (ending !== "open" && received.length === 0) {
    return "The server closed the connection without a word. That the client broke a rule (`ProtocolError`) is another ending than a reset: tell them apart.";
  }
  return "Whoever keeps the beginning of a line until its end comes needs a limit, or one client fills the memory.";
}

/** The client's exit did not come as it was typed. */
function causeOfNoExit(seen: Seen): string | undefined {
  if (seen.ending === "open") return causeOfWrongInput(seen);
  return "It is the server that ends the session: the client sends exit like any other line.";
}

/** The line exitus came in two pieces; a good-bye means that its beginning was found in the whole. */
function exitInAnyWord({ received }: Seen): string {
  return received.toString().startsWith("good") ? SUBSTRING : PIECES;
}

/** The answer came, and then nothing. */
function waitsOn({ received, ending }: Seen): string | undefined {
  if (received.length > 0) return undefined;
  return ending === "end" ? CUT_BY_STOP : WAITS_ON;
}
