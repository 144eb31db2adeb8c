/** What is asked of lab 02: a thread for every client, and nothing of one client in another's way. The rules stand in its README. */
import { checksOf } from "../harness/check.ts";
import { fail } from "../harness/failure.ts";
import { exactly, lineLike, startingWith } from "../harness/patterns.ts";
import type { Cause, Peer, Seen } from "../harness/peer.ts";
import type { RunningServer, Stage } from "../harness/stage.ts";

const check = checksOf("02-threaded-echo");

const ADMITS = "each client gets a thread";
const OWN_THREADS = "clients that are here at once have threads of their own";
const ANSWERS = "each line is answered with the thread's and the line's number";
const COUNTS = "primes are counted";

/** Takes a processor a second or more by trial division, and the answer to a short line far less. */
const HEAVY_REQUEST = "primes 5000000\n";

/** Longer than a line may be, in letters as in bytes. */
const TOO_LONG = 200_000;

check("02.1", ADMITS, { points: 2 }, async (stage) => {
  const server = await stage.server();
  for (const name of ["client A", "client B"]) {
    const { client } = await enter(stage, server, name);
    client.close();
  }
});

check("02.1", "SIGTERM ends the server and its threads", { needs: [ADMITS] }, async (stage) => {
  const server = await stage.ownServer("--threads", "1");
  await enter(stage, server);
  server.program.signal("SIGTERM");
  await server.program.expectStatus(0, "after SIGTERM", THREADS_KEEP_ALIVE);
});

check("02.2", OWN_THREADS, { points: 2, needs: [ADMITS] }, async (stage) => {
  const server = await stage.server();
  const visitors: Visitor[] = [];
  for (const name of ["client A", "client B", "client C"]) {
    visitors.push(await enter(stage, server, name, ONE_AT_A_TIME));
  }
  const threads = visitors.map(({ thread }) => thread);
  if (new Set(threads).size < threads.length) {
    fail(
      `Three clients that are here at once should have three threads; they have threads ${threads.join(", ")}.`,
      "A thread belongs to one client until that client has left. A server that gives one thread to several clients is an event loop again, only farther away.",
    );
  }
  for (const { client } of visitors) refuseDeparture(server, client);
});

check(
  "02.2",
  "when a client ends its side, the server ends its own",
  { needs: [OWN_THREADS] },
  async (stage) => {
    const server = await stage.server();
    const { client } = await enter(stage, server);
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
  { points: 2, needs: [OWN_THREADS] },
  async (stage) => {
    const server = await stage.server();
    const { client } = await enter(stage, server, "client A");
    client.reset();
    await departed(server, client, RESET);
    await enter(stage, server, "client B");
  },
);

check("02.3", ANSWERS, { points: 2, needs: [OWN_THREADS] }, async (stage) => {
  const visitor = await enter(stage, await stage.server());
  for (const number of [1, 2]) {
    const text = stage.random.word();
    visitor.client.send(`${text}\n`);
    await expectAnswer(visitor, number, text, causeOfWrongAnswer);
  }
});

check(
  "02.3",
  "a line is a line, however it is cut",
  { points: 2, needs: [ANSWERS] },
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
  { points: 2, needs: [ANSWERS] },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    const texts = Array.from({ length: 5 }, () => stage.random.word());
    visitor.client.send(texts.map((text) => `${text}\n`).join(""));
    for (const [index, text] of texts.entries()) {
      await expectAnswer(visitor, index + 1, text, CHUNK_IS_NO_LINE);
    }
  },
);

check(
  "02.3",
  "the CR of a line's end is dropped, also when it is cut off",
  { needs: [ANSWERS] },
  async (stage) => {
    const visitor = await enter(stage, await stage.server());
    await visitor.client.sendInPieces("one\r\ntwo\r\n", [4, 5]);
    for (const [index, text] of ["one", "two"].entries()) {
      await expectAnswer(
        visitor,
        index + 1,
        text,
        "telnet and Windows end a line with CR LF. CR and LF may come in two chunks, so look for the CR when the line is whole.",
      );
    }
  },
);

check(
  "02.3",
  "the last line counts, even without its end",
  { points: 2, needs: [ANSWERS] },
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

check("02.3", "a line without an end is refused", { needs: [ANSWERS] }, async (stage) => {
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
});

check(
  "02.3",
  "a client in the middle of a line holds up nobody",
  { needs: [ANSWERS] },
  async (stage) => {
    const server = await stage.server();
    const slow = await enter(stage, server, "slow client");
    const quick = await enter(stage, server, "quick client");
    slow.client.send("half a ");
    await slow.client.untilRead();
    quick.client.send("hello\n");
    await expectAnswer(quick, 1, "hello", ONE_AT_A_TIME);
    slow.client.expectNothing("half a line should not be answered", CHUNK_IS_NO_LINE);
    slow.client.send("line\n");
    await expectAnswer(slow, 1, "half a line", causeOfWrongAnswer);
  },
);

check("02.3", "the pair works together", { needs: [ANSWERS] }, async (stage) => {
  // Pieces of seven bytes: each answer is cut, and here and there a letter is.
  const client = stage.client(await stage.through(await stage.server(), { split: 7 }));
  client.type("hello\nпривет");
  client.endInput();
  await client.expectStatus(0, "after the server has ended its side");
  const printed = client.output.toString();
  if (/^\[thread (\d+) line 1\] hello\n\[thread \1 line 2\] привет\n$/.test(printed)) return;
  fail(
    `The client should print the two answers on standard output; it printed ${JSON.stringify(printed)}.`,
    "The client prints what the server says, byte for byte, until the server has ended its side.",
  );
});

check("02.4", COUNTS, { points: 2, needs: [ANSWERS] }, async (stage) => {
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

check("02.4", "a wrong limit is answered", { needs: [COUNTS] }, async (stage) => {
  const visitor = await enter(stage, await stage.server());
  for (const [index, limit] of WRONG_LIMITS.entries()) {
    visitor.client.send(`primes ${limit}\n`);
    await visitor.client.expectLine(
      lineLike(`[thread ${visitor.thread} line ${index + 1}] error: REASON`, { REASON: /.+/ }),
      `the answer to "primes ${limit}"`,
      "Number() takes an empty text, spaces, 1e3 and -5 for numbers: ask for digits only, and for 50000000 at most. And a mistake of the client is answered: it can do better with its next line.",
    );
  }
  visitor.client.send("primes 7\n");
  await expectAnswer(visitor, WRONG_LIMITS.length + 1, "4 primes up to 7");
});

check(
  "02.4",
  "while one client computes, another is answered at once",
  { points: 3, needs: [COUNTS] },
  async (stage) => {
    const server = await stage.ownServer("--threads", "2");
    const busy = await enter(stage, server, "busy client");
    const other = await enter(stage, server, "other client");
    busy.client.send(HEAVY_REQUEST);
    await busy.client.untilRead();
    for (const [index, text] of ["are you there?", "still?"].entries()) {
      other.client.send(`${text}\n`);
      await expectAnswer(other, index + 1, text, NOT_IN_ITS_THREAD);
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
  { points: 2, needs: [ANSWERS] },
  async (stage) => {
    const server = await stage.ownServer("--threads", "2");
    const inside = [await enter(stage, server, "client A"), await enter(stage, server, "client B")];
    const outside = await stage.connect(server, "client C");
    await outside.expectLine("server full", "the only line for a third client", CAP);
    await outside.expectEnd("after that line the server ends its side", CAP);
    const line = `refused ${outside.address}: server full`;
    await server.program.expectLine(exactly(line), `"${line}"`);
    for (const visitor of inside) {
      visitor.client.send("hello\n");
      await expectAnswer(visitor, 1, "hello");
    }
  },
);

check(
  "02.6",
  "a thread is given back, however its client leaves",
  { points: 2, needs: [ANSWERS] },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    for (const leave of LEAVES) {
      const { client } = await enter(stage, server, `client that leaves by ${leave.by}`, GIVE_BACK);
      leave.now(client);
      await departed(server, client, GIVE_BACK);
    }
    const last = await enter(stage, server, "last client", GIVE_BACK);
    last.client.send("hello\n");
    await expectAnswer(last, 1, "hello", GIVE_BACK);
  },
);

check(
  "02.6",
  "a thread remembers nothing of the client before",
  { points: 2, needs: [ANSWERS] },
  async (stage) => {
    const server = await stage.ownServer("--threads", "1");
    const first = await enter(stage, server, "client A");
    first.client.send("one\ntwo\nhalf a line");
    await expectAnswer(first, 1, "one");
    await expectAnswer(first, 2, "two");
    first.client.reset();
    await departed(server, first.client);
    const second = await enter(stage, server, "client B", GIVE_BACK);
    second.client.send("mine\n");
    await expectAnswer(
      second,
      1,
      "mine",
      "Client B got something of client A: a count or a beginning of a line that outlived its connection. What belongs to one connection must be made when it begins, and live nowhere else.",
    );
  },
);

check(
  "02.6",
  "a crash ends one connection only, and leaves room for others",
  { points: 2, needs: [ANSWERS] },
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
    stays.client.send("hello\n");
    await expectAnswer(stays, 1, "hello", CRASH);
    for (const name of ["client C", "client D"]) {
      const next = await enter(stage, server, name, AFTER_CRASH);
      next.client.send("hello\n");
      await expectAnswer(next, 1, "hello", AFTER_CRASH);
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

const WRONG_LIMITS = ["ten", "50000001", "-5", "1e3", " 7", ""];

const LEAVES: readonly { by: string; now: (client: Peer) => void }[] = [
  { by: "end", now: (client) => client.endSending() },
  { by: "reset", now: (client) => client.reset() },
  { by: "a line without an end", now: (client) => client.send("x".repeat(TOO_LONG)) },
];

/** A client that has been let in. */
interface Visitor {
  client: Peer;
  /** The number of its thread, as the server has announced it. */
  thread: number;
}

/** Connects a client and waits until it has its thread. */
async function enter(
  stage: Stage,
  server: RunningServer,
  voice = "client",
  cause?: string,
): Promise<Visitor> {
  const client = await stage.connect(server, voice);
  return { client, thread: await admitted(server, client, cause) };
}

/**
 * Waits for the line `connected ADDR on thread T`; returns T. A connection that fails before it gets
 * there ends the wait at once.
 */
async function admitted(server: RunningServer, client: Peer, cause?: string): Promise<number> {
  const address = RegExp.escape(client.address);
  const line = `connected ${client.address} on thread T`;
  const [whole, thread] = await server.program.expectLine(
    new RegExp(
      `^connected ${address} on thread (\\d+)$|^refused ${address}: .*$|^.*${address}: TODO: .*$`,
    ),
    `"${line}", T being a number`,
    cause === undefined ? {} : { cause },
  );
  if (thread === undefined)
    fail(`The server should print "${line}"; it printed "${whole}".`, cause);
  return Number(thread);
}

async function departed(server: RunningServer, client: Peer, cause?: string): Promise<void> {
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
  { client, thread }: Visitor,
  number: number,
  text: string,
  cause?: Cause,
): Promise<void> {
  await client.expectLine(
    `[thread ${thread} line ${number}] ${text}`,
    `the answer to its line ${number}`,
    cause,
  );
}

/** Waits until the server has closed the connection, by FIN or by RST, without an answer. */
async function expectClosed(client: Peer, what: string, cause: string): Promise<void> {
  const received = await client.untilBytes(1);
  if (received.length > 0) client.expectNothing(what, cause);
  if (client.ending === "open") fail(`${client.voice}: ${what}: it is still open.`, cause);
}

const THREADS_KEEP_ALIVE =
  "A thread that lives keeps the whole process alive, even if it has nothing to do: end each of them.";

const RESET =
  'A reset brings no "end": it arrives in the thread as the "error" event of the socket, and then comes "close". Whoever waits for "end" alone waits for ever, and the main thread never hears that this client has left.';

const ONE_AT_A_TIME =
  "The server seems to serve one client at a time: no client may hold up another.";

const CHUNK_IS_NO_LINE =
  "One chunk is not one line: it may hold half a line, or ten. Cut at each LF, and keep what is left for the next chunk.";

const NOT_IN_ITS_THREAD =
  "The primes were counted where another client is served too. While a thread computes, no event is handled in it: each client's work must be done in that client's own thread, not in the main thread.";

const CAP =
  "--threads says how many threads there may be, one for each client. Threads without a limit end the whole process one day.";

const GIVE_BACK =
  "With --threads 1 there is one thread for all. When its client has left, in whatever way, it must be given back: else it is lost for good, and the server is full with nobody in it.";

const CRASH =
  'A thread\'s uncaught error arrives in the main thread as the "error" event of its Worker. Without a listener it ends the whole server. With one, it is the report that this connection has ended.';

const AFTER_CRASH =
  "A thread that has crashed serves nobody any more and counts no more: it must neither be given to the next client nor take up room below the cap.";

/** A line that is not as it should be: half of it, two of it, or letters broken by a cut. */
function causeOfWrongAnswer({ received }: Seen): string | undefined {
  if (received.includes("\uFFFD")) {
    return "� stands where a letter was cut: its bytes came in two chunks, and each was decoded alone. A TextDecoder with { stream: true } keeps the beginning of a letter until the rest has come.";
  }
  return received.length > 0 ? CHUNK_IS_NO_LINE : undefined;
}
