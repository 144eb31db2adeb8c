/** Exercise 01.5: every byte comes back, in order, whatever the client does. */

import { nameChange, ONE_AT_A_TIME, SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail, type LikelyCause, NotJudged } from "../../../core/failure.ts";
import { exactly } from "../../../core/patterns.ts";
import type { Seen } from "../../../core/peer.ts";
import { PILES_UP } from "./causes.ts";
import { expectSaid, MORE_THAN_BUFFERS } from "./helpers.ts";
import { CONNECTIONS, LISTENS } from "./titles.ts";

const ECHOES = "the server sends back what it gets, at once";
const COUNTS = "the server says how much it received and sent";

/** A piece is smaller than what makes Node's `write` return false: who holds one back still reads on. */
const TO_THE_BRIM = { atOnce: 3 * 1024 * 1024, length: 48 * 1024 };

export const echoChecks = [
  check("01.5", ECHOES, { points: 2, needs: [LISTENS], rule: "Echo." }, async (context) => {
    const server = await context.server();
    const client = await context.connect(server);
    for (const [what, cause] of [
      ["the echo", causeOfNoEcho],
      ["the echo of a second message", causeOfOneEcho],
    ] as const) {
      const line = `${context.random.asciiWord()}\n`;
      client.send(line);
      await client.expectBytes(line, what, cause);
    }
  }),

  check("01.5", COUNTS, { needs: [ECHOES], rule: "The server's messages" }, async (context) => {
    const server = await context.server();
    const client = await context.connect(server);
    client.send("héé\n"); // 4 characters in 6 bytes
    await client.expectBytes("héé\n", "the echo");
    const other = await context.connect(server, "client B");
    other.send("hi\n");
    await other.expectBytes("hi\n", "the echo", ONE_AT_A_TIME);
    for (const line of [
      `received 6 bytes from ${client.address}`,
      `sent 6 bytes to ${client.address}`,
      `received 3 bytes from ${other.address}`,
    ]) {
      await server.program.expectLine(exactly(line), JSON.stringify(line), { cause: BYTES_COUNT });
    }
  }),

  check(
    "01.5",
    "the server sends back every byte, however it is cut",
    { points: 2, needs: [ECHOES], rule: "Echo." },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server);
      const data = Buffer.concat([
        Buffer.from("привет, 🐙"),
        context.random.bytes(200),
        Buffer.from([0, 10, 13, 255]),
      ]);
      await client.sendInPieces(data, [1, 1, 2, 3, 5, 8, 13]);
      await client.expectBytes(data, "the echo", causeOfWrongEcho);
    },
  ),

  check(
    "01.5",
    "the server goes on after the client has ended its side",
    { points: 2, needs: [ECHOES], rule: "When the client has ended its side (FIN)" },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server);
      const data = Buffer.alloc(MORE_THAN_BUFFERS, context.random.asciiWord(251));
      // It reads only when the server takes no more: who cuts off what still waits is always seen.
      client.stopReading();
      client.send(data);
      client.endSending();
      await client.untilStuck(server.program);
      client.goOnReading();
      await client.expectBytes(data, "the whole echo", wasCutOrStopped);
      await client.expectEnd("after the echo the server ends its side");
    },
  ),

  check(
    "01.5",
    "clients do not wait for each other",
    { needs: [ECHOES], rule: "Many clients." },
    async (context) => {
      const server = await context.server();
      const silent = await context.connect(server, "silent client");
      const first = await context.connect(server, "client A");
      const second = await context.connect(server, "client B");
      second.send("B1\n");
      await second.expectBytes("B1\n", "the echo while another client is silent", ONE_AT_A_TIME);
      first.send("A1\n");
      await first.expectBytes("A1\n", "the echo after a later client was served", () =>
        second.received.length > 0 ? SHARED_STATE : ONE_AT_A_TIME,
      );
      silent.expectNothing("the silent client should get nothing", SHARED_STATE);
      second.expectNothing("client B should get its own echo only", SHARED_STATE);
    },
  ),

  check(
    "01.5",
    "a client that does not read is not read either",
    { points: 2, needs: [ECHOES], rule: "Back-pressure." },
    async (context) => {
      const server = await context.ownServer();
      const client = await context.connect(server);
      const data = Buffer.alloc(MORE_THAN_BUFFERS, context.random.asciiWord(251));
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
  ),

  check(
    "01.5",
    "a client that leaves while its echo waits is let go",
    { needs: [CONNECTIONS, ECHOES], rule: "Back-pressure." },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server);
      client.stopReading();
      client.send(Buffer.alloc(MORE_THAN_BUFFERS, context.random.asciiWord(251)));
      await client.untilStuck(server.program);
      client.reset();
      await expectSaid(server, `disconnected ${client.address}`, WAITS_FOR_NOBODY);
      const next = await context.connect(server, "client B");
      next.send("hello\n");
      await next.expectBytes("hello\n", "the echo to the next client");
    },
  ),

  check(
    "01.5",
    "the last bytes are not lost",
    { points: 2, needs: [ECHOES], rule: "When the client has ended its side (FIN)" },
    async (context) => {
      if (process.platform !== "linux") {
        throw new NotJudged("it looks at what waits in the system, which only Linux tells");
      }
      const server = await context.ownServer();
      const other = await context.connect(server, "client B");
      const client = await context.connect(server, "client A");
      const data = Buffer.alloc(MORE_THAN_BUFFERS, context.random.asciiWord(251));
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
  ),
];

const LAST_BYTES_LOST: LikelyCause = {
  general:
    "The client had closed its side while the server still had bytes to send. Send all of them before you close the connection.",
  node: "The client had ended its side while the server still had bytes to send. `end` sends them, but does not wait, and `destroy` throws away what still waits: `echo` returns only after `await finished(socket)`.",
};

const WAITS_FOR_NOBODY: LikelyCause = {
  general:
    "The client reset its connection while the server waited to send more. A connection that is gone never takes more: the wait must also end when the connection does.",
  node: 'The client reset its connection while the server waited to send more. A connection that is gone never drains: the wait must also end with "close" or with the error. If your echo waits with `send`, look at exercise 01.3.',
};

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
  return "The server closed the connection while the client was still there. `echo` returned before the client had ended: adding listeners is not waiting. It waits with `await finished(socket)`, and `handleConnection` awaits `echo`.";
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

const WAITS_FOR_MORE =
  "The echo must come back at once, while the client's side is still open. Does the server wait for the end of the stream, or for more bytes?";

const ANSWERS_ONCE =
  "The server answered only the first message. Read in a loop, or handle every chunk: use `on`, not `once`.";

const ANSWERS_ONCE_THEN_CLOSES =
  "The server answered once, then closed the connection. It goes on reading until the client has ended its side.";

function causeOfWrongEcho(seen: Seen): string | undefined {
  return nameChange(seen) ?? wasCut(seen);
}
