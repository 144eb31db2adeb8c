/** What is asked of lab 01: bytes back, in order, whatever the peer does. The rules stand in its README. */

import { elsewhere } from "../../core/addresses.ts";
import {
  causeOfWrongInput,
  nameChange,
  SHARED_STATE,
  USE_HOST_AND_PORT,
} from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { hasCrashed } from "../../core/diagnose.ts";
import { fail, type LikelyCause, NotJudged } from "../../core/failure.ts";
import { deadlineMs } from "../../core/pace.ts";
import { exactly, startingWith } from "../../core/patterns.ts";
import type { Peer, Seen } from "../../core/peer.ts";
import { describeExit, type Program } from "../../core/program.ts";
import type { RunningServer } from "../../core/stage.ts";
import { expectOneErrorLine } from "../../core/start-failure.ts";

const check = checksOf("01-echo");

const LISTENS = "the server says where it listens";
const OBEYS = "the server listens where it is told";
/** Elsewhere a machine may have no second address to try it at. */
const OBEYS_IF_JUDGED = process.platform === "linux" ? OBEYS : LISTENS;
const CONNECTS = "the client connects where it is told";
const SENDS = "the client sends its input byte for byte";
const VISITS = "the server says who comes and who leaves";
const RESET = "a reset ends one connection only";
const ECHOES = "the server sends back what it gets, at once";
const COUNTS = "the server says how much it received and sent";

/** More than the buffers of the system and of both programs can hold: about 4 MB on loopback. */
const MORE_THAN_BUFFERS = 16 * 1024 * 1024;

/** A piece is smaller than what makes Node's `write` return false: who holds one back still reads on. */
const TO_THE_BRIM = { atOnce: 3 * 1024 * 1024, length: 48 * 1024 };

check("01.1", LISTENS, { points: 2, rule: "The server's messages" }, async (stage) => {
  const server = await stage.server();
  const { address } = server;
  if (address.host !== "127.0.0.1") {
    fail(`The server should listen on 127.0.0.1 as told by --host; it says ${address.host}.`);
  }
  if (address.port === 0) {
    fail(
      "The server should say the port that the system chose; it says port 0.",
      "--port 0 asks for any free port. Which one it is, the server knows only after listening: ask server.address().",
    );
  }
  await stage.connect(server);
});

check("01.1", OBEYS, { needs: [LISTENS], rule: "The server's flags." }, async (stage) => {
  const told = await elsewhere(stage);
  const program = stage.startServer("--host", told.host, "--port", String(told.port));
  const said = await stage.announced(program);
  if (said.host === told.host && said.port === told.port) return;
  fail(
    `The server does not listen where it is told: --host ${told.host} --port ${told.port} made it listen on ${said.host}:${said.port}.`,
    USE_HOST_AND_PORT,
  );
});

check(
  "01.1",
  "a taken port is told in one line",
  { needs: [OBEYS_IF_JUDGED], rule: "A start that fails" },
  async (stage) => {
    const { host, port } = (await stage.listen()).address;
    const program = stage.startServer("--host", host, "--port", String(port));
    await expectOneErrorLine(
      program,
      `because port ${port} is taken`,
      String(port),
      PORT_ERROR_NOT_HANDLED,
      "When its port is taken, this server ends: the person who started it chose the port. (To find another port is lab 04's task.)",
    );
  },
);

check(
  "01.1",
  "SIGTERM ends the server with status 0",
  { needs: [LISTENS], rule: "SIGINT (Ctrl-C) and SIGTERM" },
  async (stage) => {
    const { program } = await stage.ownServer();
    await program.askToStop("SIGTERM");
    await program.expectStatus(0, "after SIGTERM");
  },
);

check("01.2", CONNECTS, { points: 2, rule: "The client's flags." }, async (stage) => {
  const listener = await stage.listen();
  const { host, port } = listener.address;
  const client = stage.client(listener.address);
  await listener.accept(client);
  await client.expectLine(
    new RegExp(`^connected to ${host}:${port}$`),
    `"connected to ${host}:${port}"`,
    {
      stream: "stderr",
      cause:
        "Service messages of a client go to standard error: its standard output is the server's.",
    },
  );
});

check(
  "01.2",
  "a refused connection is told in one line",
  { needs: [CONNECTS], rule: "When nothing listens" },
  async (stage) => {
    const nobody = await elsewhere(stage);
    const client = stage.client(nobody);
    const why = `because nothing listens on ${nobody.host}:${nobody.port}`;
    await client.expectExit(why, { cause: REFUSAL_NOT_HEARD });
    const saysConnected = client.lines("stderr").some((line) => line.startsWith("connected"));
    const cause = saysConnected ? CONNECTED_TOO_EARLY : REFUSAL_NOT_HEARD;
    await expectOneErrorLine(client, why, String(nobody.port), cause);
  },
);

check(
  "01.3",
  SENDS,
  { points: 2, needs: [CONNECTS], rule: "The client's streams." },
  async (stage) => {
    const input = Buffer.concat([Buffer.from("hello\nпривет\n"), stage.random.bytes(600)]);
    const listener = await stage.listen();
    const client = stage.client(listener.address);
    const server = await listener.accept(client);
    client.type(input);
    await server.expectBytes(input, "the client's input", causeOfWrongInput);
    client.endInput();
    await server.expectEnd("after the end of its input the client ends its side", () =>
      whyItDoesNotEnd(client),
    );
  },
);

check(
  "01.3",
  "the client prints what it gets, byte for byte",
  { points: 2, needs: [SENDS], rule: "The client's streams." },
  async (stage) => {
    const answer = Buffer.concat([Buffer.from("привет, 🐙\n"), stage.random.bytes(64)]);
    const listener = await stage.listen();
    const client = stage.client(listener.address);
    const server = await listener.accept(client);
    await server.sendInPieces(answer, [1, 2, 3, 5, 8]);
    await client.expectOutput(answer, "the server's answer", (printed) =>
      causeOfWrongOutput(printed, answer, client),
    );
  },
);

check(
  "01.2",
  "SIGINT ends the client with status 0",
  { needs: [CONNECTS], rule: "SIGINT (Ctrl-C) and SIGTERM" },
  async (stage) => {
    const listener = await stage.listen();
    const client = stage.client(listener.address);
    await listener.accept(client);
    await client.expectLine(/^connected to /, '"connected to …"', { stream: "stderr" });
    await client.askToStop("SIGINT");
    await client.expectStatus(0, "after SIGINT, which is what Ctrl-C sends");
  },
);

check(
  "01.3",
  "the client reads on after its input has ended",
  { needs: [SENDS], rule: "The client's streams." },
  async (stage) => {
    const answer = `${stage.random.word()}\n`;
    const listener = await stage.listen();
    const client = stage.client(listener.address);
    const server = await listener.accept(client);
    client.endInput();
    await server.expectEnd("after the end of its input the client ends its side");
    server.send(answer);
    server.endSending();
    await client.expectStatus(0, "after the server has ended its side");
    await client.expectOutput(
      answer,
      "the answer that came after the end of the input",
      "The end of the input is not the end of the visit: end your side only, and read until the server has ended its own.",
    );
  },
);

check(
  "01.3",
  "the client ends when the server has ended",
  { needs: [SENDS], rule: "When the server has ended its side" },
  async (stage) => {
    const listener = await stage.listen();
    const client = stage.client(listener.address);
    const server = await listener.accept(client);
    server.send("bye\n");
    server.endSending();
    await client.expectStatus(
      0,
      "after the server has ended its side",
      "Its input is still open. Something that waits for input keeps a process alive: close it too.",
    );
  },
);

check(
  "01.3",
  "the client does not read more input than the server takes",
  { points: 2, needs: [SENDS], rule: "Back-pressure." },
  async (stage) => {
    const input = Buffer.alloc(MORE_THAN_BUFFERS, "0123456789abcdef\n");
    const listener = await stage.listen();
    const client = stage.client(listener.address);
    const server = await listener.accept(client);
    server.stopReading();
    client.type(input);
    await client.untilStuck();
    if (client.inputWaiting === 0)
      fail(
        `The server read nothing, yet the client took all ${input.length} bytes of its input.`,
        PILES_UP,
      );
    server.goOnReading();
    await server.expectBytes(input, "the input, once the server reads again", causeOfWrongInput);
  },
);

check(
  "01.4",
  VISITS,
  { points: 2, needs: [LISTENS], rule: "The server's messages" },
  async (stage) => {
    const server = await stage.server();
    for (const name of ["client A", "client B"]) {
      const client = await stage.connect(server, name, { cause: GOES_ON });
      for (const event of ["connected", "disconnected"]) {
        if (event === "disconnected") client.close();
        const line = `${event} ${client.address}`;
        await server.program.expectLine(startingWith(line), JSON.stringify(line), {
          causeOfEnd: GOES_ON,
        });
      }
    }
  },
);

check("01.4", RESET, { points: 2, needs: [LISTENS], rule: "Many clients." }, async (stage) => {
  const server = await stage.server();
  const victim = await stage.connect(server, "client A");
  victim.send("hello\n");
  await answeredOrClosed(victim);
  await victim.resetSeenBy(server.program);
  const next = await stage.connect(server, "client B", { cause: ERROR_NOT_HANDLED });
  next.send("hello\n");
  await answeredOrClosed(next);
  const { exit } = server.program;
  if (exit !== undefined) {
    fail(
      `The server should go on after one client's reset; it ${describeExit(exit)}.`,
      ERROR_NOT_HANDLED,
    );
  }
});

check(
  "01.4",
  "each message names its own client",
  { needs: [VISITS, RESET], rule: "The server's messages" },
  async (stage) => {
    const server = await stage.ownServer(); // nobody else is there, whose lines could be taken for these
    const first = await stage.connect(server, "client A");
    await expectSaid(server, `connected ${first.address}`);
    const second = await stage.connect(server, "client B");
    const line = exactly(`connected ${second.address}`);
    const isIn = () => (server.program.lines().some((one) => line.test(one)) ? true : undefined);
    if ((await server.program.changes.until(isIn, deadlineMs())) === undefined) {
      throw new NotJudged(
        "it needs two clients at once, and the server serves one after the other",
      );
    }
    first.endSending();
    await expectSaid(server, `disconnected ${first.address}`, SHARED_STATE);
    second.reset();
    const bothLeft = () => {
      const told = server.program.lines().filter((one) => one.startsWith("disconnected "));
      return told.length > 1 ? true : undefined;
    };
    const isTold = (await server.program.changes.until(bothLeft, deadlineMs())) === true;
    // A crash tells its own cause.
    const untold = hasCrashed(server.program) ? undefined : UNTOLD_RESET;
    await expectSaid(server, `disconnected ${second.address}`, isTold ? SHARED_STATE : untold);
  },
);

check("01.5", ECHOES, { points: 2, needs: [LISTENS], rule: "Echo." }, async (stage) => {
  const server = await stage.server();
  const client = await stage.connect(server);
  for (const [what, cause] of [
    ["the echo", causeOfNoEcho],
    ["the echo of a second message", causeOfOneEcho],
  ] as const) {
    const line = `${stage.random.asciiWord()}\n`;
    client.send(line);
    await client.expectBytes(line, what, cause);
  }
});

check("01.5", COUNTS, { needs: [ECHOES], rule: "The server's messages" }, async (stage) => {
  const server = await stage.server();
  const client = await stage.connect(server);
  client.send("héé\n"); // 4 characters in 6 bytes
  await client.expectBytes("héé\n", "the echo");
  const other = await stage.connect(server, "client B");
  other.send("hi\n");
  await other.expectBytes("hi\n", "the echo", ONE_AT_A_TIME);
  for (const line of [
    `received 6 bytes from ${client.address}`,
    `sent 6 bytes to ${client.address}`,
    `received 3 bytes from ${other.address}`,
  ]) {
    await server.program.expectLine(exactly(line), JSON.stringify(line), { cause: BYTES_COUNT });
  }
});

check(
  "01.5",
  "the server sends back every byte, however it is cut",
  { points: 2, needs: [ECHOES], rule: "Echo." },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server);
    const data = Buffer.concat([
      Buffer.from("привет, 🐙"),
      stage.random.bytes(200),
      Buffer.from([0, 10, 13, 255]),
    ]);
    await client.sendInPieces(data, [1, 1, 2, 3, 5, 8, 13]);
    await client.expectBytes(data, "the echo", causeOfWrongEcho);
  },
);

check(
  "01.5",
  "the server goes on after the client has ended its side",
  { points: 2, needs: [ECHOES], rule: "When the client has ended its side (FIN)" },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server);
    const data = Buffer.alloc(MORE_THAN_BUFFERS, stage.random.asciiWord(251));
    // It reads only when the server takes no more: who cuts off what still waits is always seen.
    client.stopReading();
    client.send(data);
    client.endSending();
    await client.untilStuck(server.program);
    client.goOnReading();
    await client.expectBytes(data, "the whole echo", wasCutOrStopped);
    await client.expectEnd("after the echo the server ends its side");
  },
);

check(
  "01.5",
  "clients do not wait for each other",
  { needs: [ECHOES], rule: "Many clients." },
  async (stage) => {
    const server = await stage.server();
    const silent = await stage.connect(server, "silent client");
    const first = await stage.connect(server, "client A");
    const second = await stage.connect(server, "client B");
    second.send("B1\n");
    await second.expectBytes("B1\n", "the echo while another client is silent", ONE_AT_A_TIME);
    first.send("A1\n");
    await first.expectBytes("A1\n", "the echo after a later client was served", () =>
      second.received.length > 0 ? SHARED_STATE : ONE_AT_A_TIME,
    );
    silent.expectNothing("the silent client should get nothing", SHARED_STATE);
    second.expectNothing("client B should get its own echo only", SHARED_STATE);
  },
);

check(
  "01.5",
  "a client that does not read is not read either",
  { points: 2, needs: [ECHOES], rule: "Back-pressure." },
  async (stage) => {
    const server = await stage.ownServer();
    const client = await stage.connect(server);
    const data = Buffer.alloc(MORE_THAN_BUFFERS, stage.random.asciiWord(251));
    client.stopReading();
    client.send(data);
    await client.untilStuck(server.program);
    if (client.waitingToLeave === 0)
      fail(
        `The client read nothing, yet the server took all ${data.length} bytes from it.`,
        PILES_UP,
      );
    client.goOnReading();
    await client.expectBytes(data, "the echo, once the client reads again", wasCutOrStopped);
  },
);

check(
  "01.5",
  "a client that leaves while its echo waits is let go",
  { needs: [VISITS, ECHOES], rule: "Back-pressure." },
  async (stage) => {
    const server = await stage.server();
    const client = await stage.connect(server);
    client.stopReading();
    client.send(Buffer.alloc(MORE_THAN_BUFFERS, stage.random.asciiWord(251)));
    await client.untilStuck(server.program);
    client.reset();
    await expectSaid(server, `disconnected ${client.address}`, WAITS_FOR_NOBODY);
    const next = await stage.connect(server, "client B");
    next.send("hello\n");
    await next.expectBytes("hello\n", "the echo to the next client");
  },
);

check(
  "01.5",
  "the last bytes are not lost",
  { points: 2, needs: [ECHOES], rule: "When the client has ended its side (FIN)" },
  async (stage) => {
    if (process.platform !== "linux") {
      throw new NotJudged("it looks at what waits in the system, which only Linux tells");
    }
    const server = await stage.ownServer();
    const other = await stage.connect(server, "client B");
    const client = await stage.connect(server, "client A");
    const data = Buffer.alloc(MORE_THAN_BUFFERS, stage.random.asciiWord(251));
    client.stopReading();
    const sent = await client.sendUntilHeldBack(data, TO_THE_BRIM, server.program);
    client.endSending();
    other.send("B\n");
    await other.expectBytes("B\n", "the echo to another client");
    client.goOnReading();
    await client.expectBytes(data.subarray(0, sent), "the whole echo", (seen) =>
      seen.ending === "open" ? wasCutOrStopped(seen) : LAST_BYTES_LOST,
    );
    await client.expectEnd("after the echo the server ends its side");
  },
);

/** Waits until the server has sent something back, or has closed the connection: the echo may be unwritten. */
async function answeredOrClosed(client: Peer): Promise<void> {
  await client.untilBytes(1);
}

/** The server has printed a line that begins so. */
async function expectSaid(server: RunningServer, line: string, cause?: LikelyCause): Promise<void> {
  await server.program.expectLine(
    startingWith(line),
    JSON.stringify(line),
    cause === undefined ? {} : { cause },
  );
}

const PORT_ERROR_NOT_HANDLED: LikelyCause = {
  general:
    "A port that is taken shows as an error of the call that binds or listens. Catch it, print one line, and end with status 1.",
  node: 'A server reports a taken port by its "error" event: without a listener for it, Node prints a stack trace. The listener must pass the error on: `reject(error)`.',
};

const REFUSAL_NOT_HEARD: LikelyCause = {
  general:
    "A refused connection shows as an error of the call that connects. Catch it, print one line, and end with status 1.",
  node: 'A socket reports a refused connection by its "error" event: without a listener for it, Node prints a stack trace.',
};

const CONNECTED_TOO_EARLY = 'It said `connected` before it was: wait for the event "connect".';

const CUT_LETTERS: LikelyCause = {
  general:
    "The pieces were cut inside characters. Print the bytes as they come: a chunk that is decoded alone breaks the characters at its ends, and a function that prints lines adds line ends.",
  node: "The pieces were cut inside letters. Print the bytes as they come: a chunk that is decoded alone breaks the letters at its ends, and console.log adds line ends.",
};

const PRINTS_TOO_LATE =
  "Your client printed nothing while its input was still open. It must read from the server and from its input at the same time.";

const PRINTS_ONCE =
  "Your client printed the first bytes and then no more. The answer comes in several chunks: read in a loop, until the server ends its side.";

const LINES_OF_ITS_OWN =
  "It printed lines of its own on standard output; only the server's bytes belong there. Use `say`.";

const LAST_BYTES_LOST: LikelyCause = {
  general:
    "The client had closed its side while the server still had bytes to send. Send all of them before you close the connection.",
  node: "The client had ended its side while the server still had bytes to send. `end` sends them, but does not wait, and `destroy` throws away what still waits: `echo` returns only after `await finished(socket)`.",
};

const PILES_UP: LikelyCause = {
  general:
    "What the other side does not take piles up in this program's memory. When a write would have to wait, wait for it, and read no more until then.",
  node: '`write` returned false and nobody waited: what the other side does not take piles up in this process\'s memory. Wait for "drain".',
};

const ERROR_NOT_HANDLED: LikelyCause = {
  general:
    "A reset arrives as an error of the read or the write. Where nobody catches it, it ends the whole program. Catch it where you serve one client, so that it ends this connection only.",
  node: 'A reset arrives as an "error" event, or as an exception in a loop. Where nothing handles it, it ends the whole program. If `serve` is written, look at `echo`: it must wait with `finished(socket)`, which throws what broke.',
};

const GOES_ON =
  "The server ended with its first client. It goes on listening: when one client has left, it serves the next.";

const WAITS_FOR_NOBODY: LikelyCause = {
  general:
    "The client reset its connection while the server waited to send more. A connection that is gone never takes more: the wait must also end when the connection does.",
  node: 'The client reset its connection while the server waited to send more. A connection that is gone never drains: the wait must also end with "close" or with the error. If your echo waits with `send`, look at exercise 01.3.',
};

const ONE_AT_A_TIME =
  "The server seems to serve one client at a time: no client may hold up another.";

/** All bytes came from the client, and no FIN. The worked one says each write that is done. */
function whyItDoesNotEnd(client: Program): string {
  return client.lines("stderr").some((line) => /^sent \d+ bytes/.test(line))
    ? "When the input has ended, `socket.end()` tells the server so. It sends a FIN and still reads."
    : "All bytes came, but the client did not go on: `drain` comes only after `write` has returned false.";
}

/** What the client printed in place of the server's answer. */
function causeOfWrongOutput(printed: Buffer, answer: Buffer, client: Program): LikelyCause {
  if (printed.length === 0 && client.exit === undefined) return PRINTS_TOO_LATE;
  if (answer.subarray(0, printed.length).equals(printed)) return PRINTS_ONCE;
  const isOwnLine = printed[0] !== answer[0] && !printed.includes("\uFFFD");
  return isOwnLine ? LINES_OF_ITS_OWN : CUT_LETTERS;
}

/** The end came before the data were out. */
function wasCut({ ending, received, expected }: Seen): string | undefined {
  if (ending === "open" || received.length >= expected.length) return undefined;
  return "The connection was closed before everything was sent. `destroy` throws away what still waits; `end` sends it first. And with allowHalfOpen: false, Node ends your side as soon as the client has ended its own.";
}

/** Of long data: bytes are missing in the middle, the end came too early, or the flow stopped on the way. */
function wasCutOrStopped(seen: Seen): string | undefined {
  const { ending, received, expected } = seen;
  if (!expected.subarray(0, received.length).equals(received)) {
    return (
      nameChange(seen) ?? "Bytes of the echo are missing or changed: send back the whole chunk."
    );
  }
  const hasStopped = ending === "open" && received.length > 0 && received.length < expected.length;
  return hasStopped ? 'It paused and never read on: `resume()` on "drain".' : wasCut(seen);
}

/** While the client has not ended its side, no echo may end. */
function causeOfNoEcho(seen: Seen): string | undefined {
  if (seen.received.length > 0) return causeOfWrongEcho(seen);
  if (seen.ending === "open") return WAITS_FOR_MORE;
  return "The server closed the connection while the client was still there. `echo` returned before the client had ended: adding listeners is not waiting. It waits with `await finished(socket)`, and `serve` awaits `echo`.";
}

/** The first message was answered. */
function causeOfOneEcho(seen: Seen): string | undefined {
  if (seen.received.length > 0) return causeOfWrongEcho(seen) ?? TOO_MUCH;
  return seen.ending === "open" ? ANSWERS_ONCE : ANSWERS_ONCE_THEN_CLOSES;
}

const TOO_MUCH =
  "More came back for the first message than was sent. Send each chunk once, and add nothing to it: no line end, no second copy.";

const BYTES_COUNT =
  "N counts bytes, not characters: é is one character in two bytes. Ask the chunk for its length before anything makes text of it.";

const UNTOLD_RESET =
  "This client left by a reset, which arrives as an error. That is a way to leave as well: print the line for it, too.";

const WAITS_FOR_MORE =
  "The echo must come back at once, while the client's side is still open. Does the server wait for the end of the stream, or for more bytes?";

const ANSWERS_ONCE =
  "The server answered only the first message. Read in a loop, or handle every chunk: use `on`, not `once`.";

const ANSWERS_ONCE_THEN_CLOSES =
  "The server answered once, then closed the connection. It goes on reading until the client has ended its side.";

function causeOfWrongEcho(seen: Seen): string | undefined {
  return nameChange(seen) ?? wasCut(seen);
}
