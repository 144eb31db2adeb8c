/** What is asked of lab 02: a thread for every client, and nothing of one client in another's way. The rules stand in its README. */
import { setTimeout as pause } from "node:timers/promises";
import { causeOfMissingAnswers, nameChange, SHARED_STATE } from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { fail, type LikelyCause } from "../../core/failure.ts";
import { cpuSeconds, threadCount } from "../../core/kernel.ts";
import { expectNoListenersLeft, manyTimes } from "../../core/many-visits.ts";
import { deadlineMs } from "../../core/pace.ts";
import { exactly, lineLike, startingWith, TextForm } from "../../core/patterns.ts";
import type { Cause, Peer, Seen } from "../../core/peer.ts";
import { untilAsleep } from "../../core/quiet.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";

const check = checksOf("02-threaded-echo");

const LETS_IN = "the server lets clients in, one after the other";
const ADMITS = "each client gets a thread";
const OWN_THREADS = "clients that are here at once have threads of their own";
const ANSWERS = "each line is answered with the thread's and the line's number";
const COUNTS = "primes are counted";

/**
 * The first takes a processor a second or more by trial division. A sieve may be done with it before
 * another client's line has arrived, which proves nothing: then the second is asked for.
 */
const HEAVY_LIMITS = [5_000_000, 50_000_000] as const;

/** Longer than the answer to a short line takes on any machine, in seconds of a processor. */
const HEAVY_CPU_SECONDS = 0.2;

const ANY_LINE = new TextForm("a line", /^/);

/** More than a stack has room for calls. */
const MANY_LINES = 60_000;

/** More than a server keeps idle threads. */
const MANY_CLIENTS = 10;

/** So many threads may stay idle, more than at the start. */
const MAX_IDLE_THREADS = 8;

/** How often another process's threads are counted. */
const LOOK_MS = 10;

/** Longer than a line may be, in letters as in bytes. */
const TOO_LONG = 200_000;

check("02.1", LETS_IN, { points: 2, rule: "The server's messages" }, async (stage) => {
  const server = await stage.server();
  for (const name of ["client A", "client B"]) {
    const { client } = await enter(stage, server, name);
    client.close();
  }
});

check("02.1", ADMITS, { needs: [LETS_IN], rule: "The server's messages" }, async (stage) => {
  const server = await stage.server();
  const { client, thread } = await enter(stage, server);
  const line = `connected ${client.address} on thread T`;
  if (thread === undefined) {
    fail(
      `The server should print "${line}", T being a number; it printed "connected ${client.address}".`,
    );
  }
});

check(
  "02.1",
  "more clients get in than threads were idle",
  { needs: [LETS_IN], rule: "The limit." },
  async (stage) => {
    const server = await stage.ownServer();
    for (const name of ["client A", "client B", "client C", "client D", "client E"]) {
      await enter(stage, server, name, { cause: ONE_AT_A_TIME, refused: NO_THREAD_STARTED });
    }
  },
);

check(
  "02.1",
  "SIGTERM ends the server and its threads",
  { needs: [LETS_IN], rule: "SIGTERM" },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    await enter(stage, server);
    await server.program.askToStop("SIGTERM");
    await server.program.expectStatus(0, "after SIGTERM", THREADS_KEEP_ALIVE);
  },
);

check("02.2", OWN_THREADS, { points: 2, needs: [LETS_IN], rule: "Answers." }, async (stage) => {
  const server = await stage.server();
  const visitors: Visitor[] = [];
  for (const name of ["client A", "client B", "client C"]) {
    visitors.push(await enter(stage, server, name, { cause: ONE_AT_A_TIME }));
  }
  await expectOwnThreads(visitors);
  for (const { client } of visitors) refuseDeparture(server, client);
});

check(
  "02.2",
  "when a client ends its side, the server ends its own",
  { needs: [LETS_IN], rule: "The client's end." },
  async (stage) => {
    const server = await stage.server();
    const { client } = await enter(stage, server, "client A");
    await enter(stage, server, "client B");
    refuseDeparture(server, client);
    client.endSending();
    await client.expectEnd(
      "after the client's end the server ends its side",
      "The thread sees the end of the stream as an event, or as the end of its loop. Then it is its turn to end.",
    );
    await departed(server, client);
  },
);

check(
  "02.2",
  "a reset ends one connection only",
  { points: 2, needs: [LETS_IN], rule: "Nobody waits for another." },
  async (stage) => {
    const server = await stage.server();
    const { client } = await enter(stage, server, "client A");
    await enter(stage, server, "client B");
    refuseDeparture(server, client);
    await client.resetSeenBy(server.program);
    await departed(server, client, RESET);
    await enter(stage, server, "client C");
  },
);

check("02.3", ANSWERS, { points: 2, needs: [LETS_IN], rule: "Answers." }, async (stage) => {
  const visitor = await enter(stage, await stage.server());
  for (const number of [1, 2]) {
    const text = stage.random.asciiWord();
    visitor.client.send(`${text}\n`);
    await expectAnswer(visitor, number, text, number === 1 ? causeOfWrongAnswer : causeOfOneAnswer);
    stage.othersMayGoOn();
  }
});

check(
  "02.3",
  "a line is a line, however it is cut",
  { points: 2, needs: [ANSWERS], rule: "Lines." },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    const text = `привет, 🐙 ${stage.random.word()}`;
    await visitor.client.sendInPieces(`${text}\n`, [1, 2, 3, 5, 8]);
    await expectAnswer(visitor, 1, text, causeOfWrongAnswer);
  },
);

check(
  "02.3",
  "lines that come together are answered one by one",
  { points: 2, needs: [ANSWERS], rule: "Lines." },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    const words = Array.from({ length: 3 }, () => stage.random.asciiWord());
    const texts = [...words, "", "  two words  ", "the end"];
    visitor.client.send(texts.map((text) => `${text}\n`).join(""));
    for (const [index, text] of texts.entries()) {
      const isPlain = index < words.length;
      await expectAnswer(visitor, index + 1, text, isPlain ? CHUNK_IS_NO_LINE : WHOLE_LINE);
    }
  },
);

check(
  "02.3",
  "only the whole line is a request",
  { needs: [ANSWERS], rule: "Answers." },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    visitor.client.send(NO_REQUESTS.map((line) => `${line}\n`).join(""));
    for (const [index, line] of NO_REQUESTS.entries()) {
      await expectAnswer(visitor, index + 1, line, PART_OF_A_LINE);
    }
  },
);

check(
  "02.3",
  "60,000 lines in one write are all answered",
  { needs: [ANSWERS], rule: "Answers." },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    visitor.client.send("first\n");
    await expectAnswer(visitor, 1, "first");
    visitor.client.send("x\n".repeat(MANY_LINES));
    const numbers = Array.from({ length: MANY_LINES }, (_, index) => index + 2);
    const answers = numbers.map((number) => `[thread ${visitor.thread} line ${number}] x\n`);
    await visitor.client.expectBytes(
      answers.join(""),
      "the answers to 60,000 lines",
      causeOfMissingAnswers,
    );
  },
);

check(
  "02.3",
  "the CR of a line's end is dropped, also when it is cut off",
  { needs: [ANSWERS], rule: "Lines." },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    await visitor.client.sendInPieces("one\r\ntwo\r\n", [4, 5]);
    for (const [index, text] of ["one", "two"].entries()) {
      await expectAnswer(visitor, index + 1, text, CARRIAGE_RETURN);
    }
  },
);

check(
  "02.3",
  "the last line counts, even without its end",
  { points: 2, needs: [ANSWERS], rule: "The client's end." },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    visitor.client.send("first\nlast");
    visitor.client.endSending();
    await expectAnswer(visitor, 1, "first");
    await expectAnswer(
      visitor,
      2,
      "last",
      "At the end of the stream there may be a line left that has no LF: it counts too. Answer it, and then end your side.",
    );
    await visitor.client.expectEnd("after the last answer the server ends its side");
  },
);

check(
  "02.3",
  "a line without an end is refused",
  { needs: [ANSWERS], rule: "Too long." },
  async (stage) => {
    const server = await stage.server();
    const endless = await enter(stage, server, "client A");
    const other = await enter(stage, server, "client B");
    endless.client.send("x".repeat(TOO_LONG));
    await expectClosed(
      endless.client,
      `after ${TOO_LONG} letters without a line's end the server closes the connection`,
      "Whoever waits for the end of a line keeps its beginning. A client that never ends its line must not fill the memory: the README says how long a line may be.",
    );
    other.client.send("still here\n");
    await expectAnswer(other, 1, "still here");
  },
);

check(
  "02.3",
  "a client in the middle of a line holds up nobody",
  { needs: [ANSWERS], rule: "Nobody waits for another." },
  async (stage) => {
    const server = await stage.server();
    const slow = await enter(stage, server, "slow client");
    const quick = await enter(stage, server, "quick client");
    slow.client.send("half a ");
    await slow.client.untilRead();
    for (const number of [1, 2]) {
      quick.client.send("hello\n");
      await expectAnswer(quick, number, "hello", heldUpOrMixed);
    }
    slow.client.expectNothing("half a line should not be answered", CHUNK_IS_NO_LINE);
    slow.client.send("line\n");
    await expectAnswer(slow, 1, "half a line", heldUpOrMixed);
    quick.client.send("bye\n");
    await expectAnswer(quick, 3, "bye", heldUpOrMixed);
  },
);

check(
  "02.3",
  "the pair works together",
  { needs: [ANSWERS], rule: "The client is that of lab 01" },
  async (stage) => {
    // Pieces of seven bytes: each answer is cut, and here and there a letter is.
    const client = stage.client(await stage.through(await stage.server(), { split: 7 }));
    client.type("hello\nпривет");
    client.endInput();
    await client.expectStatus(0, "after the server has ended its side");
    const printed = client.output.toString();
    if (/^\[thread (\d+) line 1\] hello\n\[thread \1 line 2\] привет\n$/.test(printed)) return;
    fail(
      `The client should print the two answers on standard output; it printed ${JSON.stringify(printed)}.`,
      /helloпривет/.test(printed) ? LINE_ENDS_LOST : PRINTS_ALL,
    );
  },
);

check("02.4", COUNTS, { points: 2, needs: [ANSWERS], rule: "primes LIMIT" }, async (stage) => {
  const visitor = await enter(stage, await stage.server());
  for (const [index, { limit, count }] of KNOWN_COUNTS.entries()) {
    visitor.client.send(`primes ${limit}\n`);
    await expectAnswer(
      visitor,
      index + 1,
      `${count} primes up to ${limit}`,
      "A prime has no divisor but 1 and itself. 0 and 1 are none; 2 is the first; the limit itself counts.",
    );
  }
});

check(
  "02.4",
  "a wrong limit is answered",
  { needs: [COUNTS], rule: "primes LIMIT" },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    for (const [index, limit] of WRONG_LIMITS.entries()) {
      visitor.client.send(`primes ${limit}\n`);
      await visitor.client.expectLine(
        lineLike(`[thread T line ${index + 1}] error: REASON`, { T: /\d+/, REASON: /.+/ }),
        `the answer to "primes ${limit}"`,
        limit === "100000000" ? COMPARED_AS_TEXT : WRONG_LIMIT,
      );
    }
    visitor.client.send("primes 7\n");
    await expectAnswer(visitor, WRONG_LIMITS.length + 1, "4 primes up to 7", COMPARED_AS_TEXT);
  },
);

check(
  "02.4",
  "while one client computes, another is answered at once",
  { points: 3, needs: [COUNTS], rule: "Nobody waits for another." },
  async (stage) => {
    const server = await stage.ownServer("--threads", "2");
    const busy = await enter(stage, server, "busy client");
    const other = await enter(stage, server, "other client");
    const { pid } = server.program;
    let lines = 0;
    for (const limit of HEAVY_LIMITS) {
      const before = cpuSeconds(pid);
      busy.client.send(`primes ${limit}\n`);
      await busy.client.untilRead();
      for (const text of ["are you there?", "still?"]) {
        lines += 1;
        other.client.send(`${text}\n`);
        await expectAnswer(other, lines, text, NOT_IN_ITS_THREAD);
      }
      if (busy.client.received.length === 0) return;
      if (cpuSeconds(pid) - before >= HEAVY_CPU_SECONDS) break;
      if (limit !== HEAVY_LIMITS.at(-1)) await busy.client.expectLine(ANY_LINE, "its primes");
    }
    busy.client.expectNothing(
      "the other client should be answered before this one's primes are counted",
      NOT_IN_ITS_THREAD,
    );
  },
);

check(
  "02.5",
  "a client too many is told that the server is full",
  { points: 2, needs: [LETS_IN], rule: "The limit." },
  async (stage) => {
    const server = await stage.ownServer("--threads", "2");
    const inside = [await enter(stage, server, "client A"), await enter(stage, server, "client B")];
    const outside = await stage.connect(server, "client C");
    const cause = (seen: Seen) =>
      sharesThread(server, outside, inside) ? ONE_THREAD_FOR_SEVERAL : causeOfNoRefusal(seen);
    await outside.expectLine("server full", "the only line for a third client", cause);
    await outside.expectEnd("after that line the server ends its side", causeOfNoRefusal);
    const line = `refused ${outside.address}: server full`;
    await server.program.expectLine(exactly(line), `"${line}"`);
    for (const { client } of inside) await expectServed(client);
  },
);

/** No right server lets a refused client go sooner, in milliseconds. */
const LET_GO_MS = 500;

check(
  "02.5",
  "a refused client that is sending gets the line and a clean end",
  { points: 2, needs: [LETS_IN], rule: "The limit." },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    await enter(stage, server, "client A");
    const end = performance.now() + deadlineMs();
    while (true) {
      const start = performance.now();
      const outside = await stage.connect(server, "client B");
      outside.send("hello\n".repeat(10_000));
      await outside.expectLine(
        "server full",
        "the only line for a second client",
        causeOfNoRefusal,
      );
      await outside.expectEnd("after that line the server ends its side", CLOSED_UNREAD);
      if (await outside.isStillRead()) return;
      // A server lets a refused client go after a while: a busy grader may have come too late.
      const now = performance.now();
      if (now - start < LET_GO_MS || now > end) break;
    }
    fail(
      "client B was still sending, and the server reset its connection (RST) instead of reading on.",
      CLOSED_UNREAD,
    );
  },
);

check(
  "02.5",
  "a refused client that stays is let go",
  { needs: [LETS_IN], rule: "The limit." },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    await enter(stage, server, "client A");
    const outside = await stage.connect(server, "client B");
    await outside.expectLine("server full", "the only line for a second client");
    await outside.expectEnd("after that line the server ends its side", CLOSED_UNREAD);
    await outside.expectGone("a refused client that stays should be let go", {
      maxSilenceMs: LET_GO_MS / 2,
      cause: REFUSED_FOREVER,
    });
  },
);

check(
  "02.6",
  "a thread is given back, however its client leaves",
  { points: 2, needs: [LETS_IN], rule: "Given back." },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    for (const leave of LEAVES) {
      const voice = `client that leaves by ${leave.by}`;
      const { client } = await enterNext(stage, server, voice, { cause: GIVE_BACK });
      leave.now(client);
      await departed(server, client, GIVE_BACK);
    }
    const last = await enterNext(stage, server, "last client", { cause: GIVE_BACK });
    await expectServed(last.client, GIVE_BACK);
  },
);

check(
  "02.6",
  "a visit leaves no listener behind",
  { needs: [LETS_IN], rule: "Given back." },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    await manyTimes(async () => {
      const { client } = await enterNext(stage, server, "client", { cause: GIVE_BACK });
      client.endSending();
      await departed(server, client, GIVE_BACK);
    });
    expectNoListenersLeft(server.program);
  },
);

check(
  "02.6",
  "after a busy hour most threads end",
  { points: 2, needs: [LETS_IN], rule: "Given back." },
  async (stage) => {
    const server = await stage.ownServer();
    const { pid } = server.program;
    const atFirst = threadCount(pid);
    const visitors: Visitor[] = [];
    for (let number = 1; number <= MANY_CLIENTS; number += 1) {
      visitors.push(await enter(stage, server, `client ${number}`, { cause: ONE_AT_A_TIME }));
    }
    await expectOwnThreads(visitors);
    const [crashing, ...others] = visitors;
    crashing?.client.send("crash\n");
    if (crashing !== undefined) await departed(server, crashing.client, CRASH);
    for (const { client } of others) await expectServed(client, SHARED_CRASH);
    for (const { client } of others) client.endSending();
    for (const { client } of others) await departed(server, client, GIVE_BACK);
    if (atFirst === undefined) return; // only Linux tells how many threads there are
    await untilFewThreads(pid, atFirst + MAX_IDLE_THREADS);
  },
);

check(
  "02.6",
  "a thread remembers nothing of the client before",
  { points: 2, needs: [ANSWERS], rule: "Given back." },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    const first = await enter(stage, server, "client A");
    first.client.send("one\ntwo\nhalf a line");
    await expectAnswer(first, 1, "one");
    await expectAnswer(first, 2, "two");
    first.client.reset();
    await departed(server, first.client);
    const second = await enterNext(stage, server, "client B", { cause: GIVE_BACK });
    second.client.send("mine\n");
    await expectAnswer(second, 1, "mine", OUTLIVED);
  },
);

check(
  "02.6",
  "a crash ends one connection only, and leaves room for others",
  { points: 2, needs: [LETS_IN], rule: "crash: the thread throws an error" },
  async (stage) => {
    const server = await stage.ownServer("--threads", "2");
    const stays = await enter(stage, server, "client A");
    const crashes = await enter(stage, server, "client B");
    server.program.isCrashWanted = true;
    crashes.client.send("crash\n");
    await expectClosed(
      crashes.client,
      "after a crash of its thread a client's connection ends",
      CRASH,
    );
    await departed(server, crashes.client, CRASH);
    await expectServed(stays.client, CRASH);
    for (const name of ["client C", "client D"]) {
      const next = await enterNext(stage, server, name, { cause: AFTER_CRASH });
      await expectServed(next.client, AFTER_CRASH);
      next.client.endSending();
      await departed(server, next.client, AFTER_CRASH);
    }
  },
);

const KNOWN_COUNTS = [
  { limit: 0, count: 0 },
  { limit: 2, count: 1 },
  { limit: 10, count: 4 },
  { limit: 10_000, count: 1_229 },
];

const WRONG_LIMITS = ["ten", "50000001", "100000000", "-5", "1e3", " 7", "7 8", ""];

/** They begin like a request. */
const NO_REQUESTS = ["crash now", "crashes", "primes-7"];

const LEAVES: readonly { by: string; now: (client: Peer) => void }[] = [
  { by: "end", now: (client) => client.endSending() },
  { by: "reset", now: (client) => client.reset() },
  { by: "a line without an end", now: (client) => client.send("x".repeat(TOO_LONG)) },
];

/** A client that has been let in. */
interface Visitor {
  client: Peer;
  /** The number of its thread, as the server has announced it, or else shown in its first answer. */
  thread: number | undefined;
}

/** Why a client may not get in: nothing is printed of it, or it is refused. */
interface Causes {
  cause?: LikelyCause;
  refused?: LikelyCause;
}

/** Connects a client and waits until it has its thread. */
async function enter(
  stage: Stage,
  server: RunningServer,
  voice = "client",
  causes: Causes = {},
): Promise<Visitor> {
  const client = await stage.connect(server, voice);
  return { client, thread: await admitted(server, client, causes) };
}

/**
 * Lets a client in when another has left. A server may print that it has left a moment before its thread is
 * free: a client that is refused then tries once more.
 */
async function enterNext(
  stage: Stage,
  server: RunningServer,
  voice: string,
  causes: Causes,
): Promise<Visitor> {
  const client = await stage.connect(server, voice);
  const { program } = server;
  try {
    return { client, thread: await admitted(server, client, causes) };
  } catch (error) {
    const refusal = `refused ${client.address}: `;
    if (!program.lines().some((line) => line.startsWith(refusal))) throw error;
  }
  client.endSending();
  await untilAsleep(program.pid);
  return await enter(stage, server, voice, causes);
}

/**
 * Waits for the line `connected ADDR on thread T`; returns T, or undefined where that part is missing. A
 * connection that fails before it gets there ends the wait at once.
 */
async function admitted(
  server: RunningServer,
  client: Peer,
  { cause, refused = cause }: Causes,
): Promise<number | undefined> {
  const address = RegExp.escape(client.address);
  const line = `connected ${client.address} on thread T`;
  const [whole, isIn, thread] = await server.program.expectLine(
    new RegExp(
      `^(connected) ${address}(?: on thread (\\d+))?$|^refused ${address}: .*$|^.*${address}: TODO: .*$`,
    ),
    `"${line}", T being a number`,
    cause === undefined ? {} : { cause },
  );
  if (isIn === undefined) {
    fail(`The server should print "${line}"; it printed "${whole}".`, refused);
  }
  return thread === undefined ? undefined : Number(thread);
}

/** Clients that are here at once have threads of their own; a number that was not announced is asked for. */
async function expectOwnThreads(visitors: readonly Visitor[]): Promise<void> {
  for (const visitor of visitors) {
    if (visitor.thread !== undefined) continue;
    visitor.client.send("hello\n");
    await expectAnswer(visitor, 1, "hello");
  }
  const threads = visitors.map(({ thread }) => thread);
  if (new Set(threads).size === threads.length) return;
  fail(
    `${threads.length} clients that are here at once should have ${threads.length} threads; they have threads ${threads.join(", ")}.`,
    ONE_THREAD_FOR_SEVERAL,
  );
}

/** Whether the server has let this client in on the thread of another one. */
function sharesThread(server: RunningServer, client: Peer, others: readonly Visitor[]): boolean {
  const pattern = new RegExp(`^connected ${RegExp.escape(client.address)} on thread (\\d+)$`);
  const found = server.program.lines().map((line) => pattern.exec(line)?.[1]);
  return others.some(({ thread }) => thread !== undefined && found.includes(String(thread)));
}

/** A line of this client is answered; how, other checks look at. */
async function expectServed(client: Peer, cause?: LikelyCause): Promise<void> {
  client.send("hello\n");
  await client.expectLine(new TextForm('"[thread T line N] hello"', /hello/u), "the answer", cause);
}

async function untilFewThreads(pid: number, most: number): Promise<void> {
  const end = performance.now() + deadlineMs();
  let count = threadCount(pid) ?? 0;
  while (count > most && performance.now() < end) {
    await pause(LOOK_MS); // nobody reports that another process's thread has ended
    count = threadCount(pid) ?? 0;
  }
  if (count <= most) return;
  fail(
    `When all ${MANY_CLIENTS} clients have left, the server should have ${most} threads at most; it has ${count}.`,
    IDLE_THREADS,
  );
}

async function departed(server: RunningServer, client: Peer, cause?: LikelyCause): Promise<void> {
  const line = `disconnected ${client.address}`;
  await server.program.expectLine(
    startingWith(line),
    `"${line}"`,
    cause === undefined ? {} : { cause },
  );
}

/** Requires that the server has not said good-bye to a client that is still there. */
function refuseDeparture(server: RunningServer, client: Peer): void {
  const departure = startingWith(`disconnected ${client.address}`);
  const line = server.program.lines().find((one) => departure.test(one));
  if (line === undefined) return;
  fail(
    `${client.voice} is still there; the server printed "${line}".`,
    "The socket moves to the thread, and the visit lasts until the thread reports that the connection has ended.",
  );
}

/** Waits for the answer to a visitor's line, which shows its own thread. */
async function expectAnswer(
  visitor: Visitor,
  number: number,
  text: string,
  cause?: Cause,
): Promise<void> {
  const { client, thread } = visitor;
  const shown = `[thread ${thread ?? "T"} line ${number}] ${text}`;
  const pattern = new RegExp(
    `^\\[thread (${thread ?? "\\d+"}) line ${number}\\] ${RegExp.escape(text)}$`,
    "u",
  );
  const [, found] = await client.expectLine(
    new TextForm(JSON.stringify(shown), pattern),
    `the answer to its line ${number}`,
    (seen) =>
      causeInAnswer(seen, visitor, { number, text }) ??
      (typeof cause === "function" ? cause(seen) : cause),
  );
  visitor.thread = Number(found);
}

/** What the answer itself shows: another thread, something of another client, a CR, another text. */
function causeInAnswer(
  { received, ending }: Seen,
  { thread }: Visitor,
  expected: { number: number; text: string },
): string | undefined {
  const line = received.toString();
  const [, found, number, said = ""] = /^\[thread (\d+) line (\d+)\] (.*)$/su.exec(line) ?? [];
  const { text } = expected;
  if (found === undefined) return undefined;
  if (thread !== undefined && Number(found) !== thread) return THREAD_FOR_EACH_LINE;
  if (said === `${text}\r`) return CARRIAGE_RETURN;
  if (said === text) return Number(number) > expected.number ? OUTLIVED : undefined;
  if (expected.number === 1 && said.endsWith(text)) return OUTLIVED;
  if (said.toLowerCase() !== text.toLowerCase()) return undefined;
  return nameChange({ received: Buffer.from(said), expected: Buffer.from(text), ending });
}

/** Waits until the server has closed the connection, by FIN or by RST, without an answer. */
async function expectClosed(client: Peer, what: string, cause: LikelyCause): Promise<void> {
  const received = await client.untilBytes(1);
  if (received.length > 0) client.expectNothing(what, cause);
  if (client.ending === "open") fail(`${client.voice}: ${what}: it is still open.`, cause);
}

const OUTLIVED =
  "Something of one client showed up at another: a count or a beginning of a line that outlived its connection. Create the state of a connection when it begins, and keep it nowhere else: neither in a thread nor in a variable of the module.";

const NO_THREAD_STARTED =
  "The threads that were idle are used up. When none is idle, `take` starts a new one, as long as there are fewer than --threads.";

const THREADS_KEEP_ALIVE =
  "A thread that lives keeps the whole process alive, even if it has nothing to do: end each of them. So does a connection that is open in the main thread.";

const RESET: LikelyCause = {
  general:
    "A reset is not the end of the stream: it arrives as an error of the read or the write. Catch it in the thread, so that the thread is given back and the server prints that this client has left.",
  node: 'A reset brings no "end" event: in the thread, the socket emits "error", and then "close". If you wait for "end" alone, you wait forever, and the main thread never learns that this client has left.',
};

const ONE_AT_A_TIME =
  "The server seems to serve one client at a time: no client may hold up another.";

const WHOLE_LINE =
  "An empty line is a line, and blanks are a part of the line: only its LF, and a CR before it, are taken off. Cut at LF alone, and pass over nothing.";

const CHUNK_IS_NO_LINE =
  "One chunk is not one line: it may hold half a line, or ten. Cut at each LF, and keep what is left for the next chunk.";

const ONE_THREAD_FOR_SEVERAL =
  "A thread belongs to one client until that client has left. A server that gives one thread to several clients is an event loop again, only farther away, and one crash takes all of them along.";

const NOT_IN_ITS_THREAD =
  "The primes were counted where another client is served too. While a thread computes, no event is handled in it: each client's work must be done in that client's own thread, not in the main thread.";

const CARRIAGE_RETURN =
  "telnet and Windows end a line with CR LF. CR and LF may come in two chunks, so look for the CR when the line is whole.";

const THREAD_FOR_EACH_LINE =
  "Another thread answered than the one that the client has got. The thread is chosen for a connection, not for each line: hand over the socket, once.";

const WRONG_LIMIT: LikelyCause = {
  general:
    "What turns a text into a number often takes spaces, signs or an underscore as well: ask for digits only, and for 50000000 at most. And a mistake of the client is answered: it can do better with its next line.",
  node: "Number() takes an empty text, spaces, 1e3 and -5 for numbers: ask for digits only, and for 50000000 at most. And a mistake of the client is answered: it can do better with its next line.",
};

const PART_OF_A_LINE =
  "Look at the whole line: `startsWith` and `split` also find a request where only a part of the line is one.";

const COMPARED_AS_TEXT =
  'As text "7" is more than "50000000", and "100000000" is less: make a number of the digits before you compare.';

const ANSWERS_ONCE =
  "The server answered the first line and no other. Read in a loop, until the client has ended its side.";

const LINE_ENDS_LOST =
  "The client lost the line end of its input: what reads a line often takes its line end off. Send the input as it is.";

const PRINTS_ALL =
  "The client prints what the server says, byte for byte, until the server has ended its side.";

const CLOSED_UNREAD =
  "The server closed the socket while the client's bytes lay in it unread, or were still coming. TCP answers them with a reset, which may destroy the line. So end your side, then read and throw away what comes until the client has ended too.";

const REFUSED_FOREVER =
  "The server waits for a refused client that never ends its side. Such a wait needs an end: close the connection after a moment.";

const SHARED_CRASH =
  "Another client's thread crashed, and this client lost its own: two clients shared one thread.";

const IDLE_THREADS =
  "Each idle thread costs memory. When a client has left and enough threads are idle, end its thread.";

const CAP =
  "--threads says how many threads there may be, one for each client. Threads without a limit end the whole process one day: look at `take` in exercise 02.1.";

const GIVE_BACK =
  "With --threads 1 there is one thread for all. When its client has left, in whatever way, it must be given back: else it is lost for good, and the server is full with nobody in it.";

const CRASH: LikelyCause = {
  general:
    "An error in a thread must end its own connection, and nothing else. Catch it where the thread serves its client, close the connection, and report that this client has left.",
  node: 'A thread\'s uncaught error arrives in the main thread as the "error" event of its Worker. Without a listener it ends the whole server. With one, it is the report that this connection has ended.',
};

const AFTER_CRASH =
  "A thread that has crashed serves nobody any more and counts no more: it must neither be given to the next client nor take up room below the cap.";

/** The first line was answered. */
function causeOfOneAnswer(seen: Seen): string | undefined {
  return seen.received.length === 0 ? ANSWERS_ONCE : causeOfWrongAnswer(seen);
}

/** No answer while another client is in the middle of a line, or an answer that holds something of the other. */
function heldUpOrMixed({ received, ending }: Seen): string | undefined {
  if (received.length > 0) return SHARED_STATE;
  return ending === "open" ? ONE_AT_A_TIME : undefined;
}

/** A client too many was let in, or its line or its end is missing. */
function causeOfNoRefusal({ received, ending }: Seen): string | undefined {
  if (received.length === 0 && ending === "open") return CAP;
  if (ending === "reset") return CLOSED_UNREAD;
  return received.length > 0
    ? "The line is `server full`, in these letters, and LF at its end."
    : undefined;
}

/** A line that is not as it should be: half of it, two of it, or letters broken by a cut. */
function causeOfWrongAnswer({ received }: Seen): string | undefined {
  if (received.includes("\uFFFD")) {
    return "� stands where a letter was cut: its bytes came in two chunks, and each was decoded alone. A TextDecoder with { stream: true } keeps the beginning of a letter until the rest has come.";
  }
  return received.length > 0 ? CHUNK_IS_NO_LINE : undefined;
}
