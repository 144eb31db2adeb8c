/** Exercise 09a.5, at the server: which record is next, and what it may be. */
import { RECORD } from "../../../../labs/09-chat/protocol/wire.ts";
import { check } from "../../../core/check.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import type { RecordConnection, SeenRecord } from "../../../players/chat/record-connection.ts";
import { fieldOf } from "../../../players/chat/records.ts";
import { HANDSHAKE, NEXT_NUMBER } from "./titles.ts";

export const recordOrderChecks = [
  check(
    "09a.5",
    NEXT_NUMBER,
    { points: 3, needs: [HANDSHAKE], rule: "A receiver takes exactly the next number" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const connection = await chat.call();
      for (let round = 1; round <= 3; round++) await ping(connection, `PING ${round}`);
      context.othersMayGoOn();
      connection.skip();
      connection.send("PING");
      await connection.expectClose("record out of order: got 5, want 4", {
        what: "the answer to the record behind one that was left out",
        cause: orSaid(COUNTS),
      });
    },
  ),

  check(
    "09a.5",
    "a record that comes twice is refused",
    { points: 2, needs: [NEXT_NUMBER], rule: "A receiver takes exactly the next number" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const connection = await chat.call();
      const record = connection.sealed("PING");
      connection.sendFrame(record, "PING {}");
      await connection.expect("PONG", { what: "the answer to PING" });
      connection.sendFrame(record, "the same frame once more");
      await connection.expectClose("record out of order: got 1, want 2", {
        what: "the answer to a record that was recorded and sent again",
        cause: orSaid(REPLAY),
      });
    },
  ),

  check(
    "09a.5",
    "records in another order are refused",
    { needs: [NEXT_NUMBER], rule: "A receiver takes exactly the next number" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const swapped = await chat.call("client whose records are swapped");
      const [first, second] = [swapped.sealed("PING"), swapped.sealed("PING")];
      swapped.sendFrame(Buffer.concat([second, first]), "record 2, and then record 1");
      await swapped.expectClose("record out of order: got 2, want 1", {
        what: "the answer",
        cause: orSaid(COUNTS),
      });
      const huge = await chat.call("client with the largest number there is");
      const frame = huge.sealedAs(2n ** 64n - 1n, RECORD.PING, {});
      huge.sendFrame(frame, "PING with the number 18446744073709551615");
      await huge.expectClose("record out of order: got 18446744073709551615, want 1", {
        what: "the answer",
        cause: ({ record }) => {
          const said = String(fieldOf(record?.json, "reason"));
          return said.endsWith(", want 1") ? BITS : orSaid(BITS)({ record, ending: "open" });
        },
      });
    },
  ),

  check(
    "09a.5",
    "what nobody has agreed upon is answered with CLOSE",
    {
      points: 2,
      needs: [NEXT_NUMBER],
      rule: "A record that nobody has agreed upon ends the connection with a CLOSE",
    },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const strange: [string, number, unknown][] = [
        ["a type that nobody knows", 99, {}],
        [
          "a record of the server",
          RECORD.LOGIN_ACCEPTED,
          { name: "ada", token: "x".repeat(43), last: 0 },
        ],
        ["FINISHED once more", RECORD.FINISHED, Buffer.alloc(32)],
        [
          "a request before the log-in",
          RECORD.CLIENT_TO_SERVER,
          { type: "say", id: "a", text: "hello" },
        ],
        ["a log-in without a password", RECORD.LOGIN_ATTEMPTING, { name: "ada" }],
        [
          "a log-in whose name is a list",
          RECORD.LOGIN_ATTEMPTING,
          { name: ["ada"], password: "correct horse" },
        ],
        ["null", RECORD.LOGIN_ATTEMPTING, null],
        ["no JSON", RECORD.LOGIN_ATTEMPTING, Buffer.from("{")],
        ["bytes that are no UTF-8", RECORD.LOGIN_ATTEMPTING, Buffer.from([0x22, 0xff, 0x22])],
        ["a token that is a number", RECORD.RESUME_SESSION, { token: 5, after: 0 }],
      ];
      for (const [what, type, content] of strange) {
        const connection = await chat.call(`client with ${what}`);
        await ping(connection, "PING");
        connection.sendFrame(connection.sealedAs(connection.sent, type, content), what);
        await connection.expectClose(ANY_TEXT, { what: `the answer to ${what}`, cause: STRANGE });
        connection.peer.close();
      }
      await ping(await chat.call("honest client"), "PING of another client");
    },
  ),

  check(
    "09a.5",
    "records may come joined, and cut anywhere",
    { points: 2, needs: [NEXT_NUMBER], rule: "A frame may arrive in pieces" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const connection = await chat.call();
      const joined = [1, 2, 3].map(() => connection.sealed("PING"));
      connection.sendFrame(Buffer.concat(joined), "three PINGs in one piece");
      for (const number of [1, 2, 3])
        await connection.expect("PONG", { what: `the answer to PING ${number}`, cause: STREAM });
      const cuts = [1, 2, 1, 30, 88, 3, 1, 7, 60];
      connection.tell("sent three PINGs in pieces");
      await connection.peer.sendInPieces(
        Buffer.concat([1, 2, 3].map(() => connection.sealed("PING"))),
        cuts,
      );
      for (const number of [1, 2, 3])
        await connection.expect("PONG", { what: `the answer to PING ${number}`, cause: STREAM });
    },
  ),

  check(
    "09a.5",
    "CLOSE is answered by CLOSE and the end",
    {
      points: 2,
      needs: [NEXT_NUMBER],
      rule: "A side that has received CLOSE sends what it still has to send",
    },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const connection = await chat.call();
      const both = Buffer.concat([connection.sealed("PING"), connection.sealed("CLOSE")]);
      connection.sendFrame(both, "PING {} and CLOSE {} in one piece, and its end (FIN)");
      connection.peer.endSending();
      await connection.expect("PONG", { what: "what the server still has to say", cause: STREAM });
      await connection.expect("CLOSE", {
        what: "the answer to CLOSE",
        cause:
          "A stream without CLOSE was cut, says the wire: the other side cannot tell yours from that.",
      });
      await connection.peer.expectEnd("after its CLOSE the server ends its side");
    },
  ),
];

/** PING is answered by PONG. */
async function ping(connection: RecordConnection, what: string): Promise<void> {
  connection.send("PING");
  await connection.expect("PONG", {
    what: `the answer to ${what}`,
    cause: ({ record }) => (record?.name === "CLOSE" ? EVERY_RECORD : undefined),
  });
}

/** What is wrong when the record was refused, but not in the words of the wire; else this cause. */
function orSaid(cause: string) {
  return ({ record }: SeenRecord): string => {
    if (record?.name !== "CLOSE") return cause;
    const reason = fieldOf(record.json, "reason");
    return reason === undefined || reason === "" ? NO_REASON : OTHER_WORDS;
  };
}

const NO_REASON =
  "It was noticed, but nobody is told: the reason is told only of a `ProtocolError`. Is it one that is thrown?";

const OTHER_WORDS =
  "It was noticed; only the sentence is another: got = what came, want = whose turn it was.";

const BITS = "The number has 64 bits: a number of JavaScript holds 53 of them. `readBigUInt64BE`.";

const COUNTS =
  "The number inside the token must be the one that is next, and no other: what was dropped or overtaken on the way has the right HMAC all the same.";

const REPLAY =
  "The HMAC of a frame that was recorded stays valid forever. Only its number shows that it was here already.";

const EVERY_RECORD =
  "FINISHED has the number 0, the next record 1, whatever its type. Each one that was taken counts.";

const STRANGE =
  "Whatever is inside a good token can still be anything: look at the type, and at the shape of each field, and say CLOSE.";

const STREAM = "TCP is a stream: records come joined and in pieces. Take frames, not chunks.";
