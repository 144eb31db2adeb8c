/** Exercise 09a.4: a right token is opened, and every other is refused without a word. */

import { RECORD } from "../../../../labs/09-chat/protocol/wire.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { inOwnWay, shakenClient, startedClient } from "../../../players/chat/chat-client.ts";
import { ChatFixture, quickFlags } from "../../../players/chat/chat-fixture.ts";
import { inBase64 } from "../../../players/chat/dialect.ts";
import type { HandshakeOptions } from "../../../players/chat/do-handshake.ts";
import { greetClient } from "../../../players/chat/fake-server.ts";
import { sealToken, type TokenHead } from "../../../players/chat/fernet.ts";
import { type Greeting, HandshakeClient } from "../../../players/chat/handshake-client.ts";
import type { Keys } from "../../../players/chat/key-agreement.ts";
import type {
  RecordConnection,
  RecordExpectation,
} from "../../../players/chat/record-connection.ts";
import { fieldOf } from "../../../players/chat/records.ts";
import { serverDialect } from "../../../players/chat/server-dialect.ts";
import { frame, header } from "../../../players/frames.ts";
import {
  altered,
  base64url,
  coveredParts,
  flippedAt,
  hmacParts,
  times,
  tokenOf,
  tooShort,
  withOtherByte,
} from "./forged-tokens.ts";
import { CLIENT_FINISHED, CLIENT_TRUSTS, FLIPPED, HANDSHAKE, SERVER_FINISHED } from "./titles.ts";

/** The reason in a CLOSE after a token that is not right, whatever is wrong with it. */
const NOT_AUTHENTIC = "authentication failed";

export const tokenChecks = [
  check(
    "09a.4",
    HANDSHAKE,
    {
      points: 1,
      needs: [SERVER_FINISHED],
      rule: "The first 16 bytes of a direction's key make the HMAC",
    },
    async (context) => {
      const { connection, keys } = await greeted(context);
      connection.send("FINISHED", keys.th);
      if (
        (await serverDialect(context, await context.server(...quickFlags(context)))) !== undefined
      )
        context.othersMayGoOn();
      await expectHandshake(connection);
    },
  ),

  check(
    "09a.4",
    "a wrong FINISHED ends the connection without a word",
    {
      points: 2,
      needs: [HANDSHAKE],
      rule: "nothing else of the other side is looked at before its FINISHED is right",
    },
    async (context) => {
      const server = await context.server(...quickFlags(context));
      const wrong: [string, (connection: RecordConnection, keys: Keys) => Buffer][] = [
        [
          "FINISHED with another hash inside",
          (connection) => connection.sealedAs(0n, 1, Buffer.alloc(32, 1)),
        ],
        [
          "FINISHED with another first byte of the hash",
          (connection, { th }) => connection.sealedAs(0n, 1, withOtherByte(th, 0)),
        ],
        [
          "FINISHED with another last byte of the hash",
          (connection, { th }) => connection.sealedAs(0n, 1, withOtherByte(th, th.length - 1)),
        ],
        [
          "FINISHED with half of the hash",
          (connection, { th }) => connection.sealedAs(0n, 1, th.subarray(0, 16)),
        ],
        ["FINISHED with the number 1", (connection, { th }) => connection.sealedAs(1n, 1, th)],
        [
          "the hash in a record of another type",
          (connection, { th }) => connection.sealedAs(0n, 3, th),
        ],
        [
          "FINISHED sealed with the server's key",
          (_line, { th, toClient, forms }) => tokenOf(toClient, th, forms.opens),
        ],
        [
          "FINISHED with a bit flipped",
          (connection, { th }) => flippedAt(connection.sealedAs(0n, 1, th), 60),
        ],
        [
          "a LOGIN_ATTEMPTING in its place",
          (connection) => connection.sealedAs(0n, 16, { name: "ada", password: "correct horse" }),
        ],
      ];
      for (const [what, make] of wrong) {
        const { connection, keys } = await greetedAt(context, server, {
          voice: `client that sends ${what}`,
        });
        await connection.expect("FINISHED", { what: "the server's first record" });
        connection.sendFrame(make(connection, keys), what);
        const expectation = { what: "the end of the handshake", cause: FINISHED_FIRST };
        const after = await connection.untilEnd(expectation);
        if (after.length > 0) {
          fail(
            `${connection.voice}: the server should end the connection without a word; ${after[0]?.name} came.`,
            FINISHED_FIRST,
          );
        }
      }
      const { connection, keys } = await greetedAt(context, server, { voice: "honest client" });
      connection.send("FINISHED", keys.th);
      await expectHandshake(connection);
    },
  ),

  check(
    "09a.4",
    "a token that is altered in one of six ways is refused",
    { points: 2, needs: [FLIPPED], rule: "in base64url with its padding and nothing else" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      for (const [how, alter] of altered) {
        const connection = await chat.call(`client whose token has ${how}`, {
          isStrictBase64: true,
        });
        connection.sendFrame(frame(alter(pingToken(connection))), `PING in a token with ${how}`);
        await expectRefused(connection, `A token with ${how} is no token. ${LENIENT}`);
      }
    },
  ),

  check(
    "09a.4",
    FLIPPED,
    { points: 4, needs: [HANDSHAKE], rule: "A token that is not right in whatever way" },
    async (context) => {
      for (const part of coveredParts) await expectFlipNoticed(context, part, COVERED);
    },
  ),

  check(
    "09a.4",
    "a flipped bit of the HMAC is noticed, whichever byte it is in",
    { points: 3, needs: [FLIPPED], rule: "A token that is not right in whatever way" },
    async (context) => {
      for (const part of hmacParts) await expectFlipNoticed(context, part, WHOLE_HMAC);
    },
  ),

  check(
    "09a.4",
    "a body that is too short for a token is refused like any other",
    { needs: [FLIPPED], rule: "A token that is not right in whatever way" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      for (const [what, bytes] of tooShort) {
        const connection = await chat.call(`client that sends ${what}`);
        connection.sendFrame(frame(base64url(bytes)), `${what}, in base64url`);
        await expectRefused(connection, TOO_SHORT);
      }
      await chat.call("honest client");
    },
  ),

  check(
    "09a.4",
    "a token of another version is refused, although its HMAC is right",
    { needs: [FLIPPED], rule: "A token that is not right in whatever way" },
    async (context) => {
      const { connection, keys } = await shaken(context);
      connection.sendFrame(pingFrame(keys, { version: 0x81 }), "PING in a token of the version 81");
      await expectRefused(connection, OTHER_VERSION);
    },
  ),

  check(
    "09a.4",
    "the shortest token is opened, whatever time is in it",
    { needs: [HANDSHAKE], rule: "The time in the token is not looked at" },
    async (context) => {
      for (const [when, time] of times) {
        const { connection, keys } = await greeted(context);
        const record = Buffer.concat([Buffer.alloc(8), Buffer.from([1]), keys.th]);
        const finished = frame(sealToken(keys.toServer, record, { time }, keys.forms.opens));
        connection.sendFrame(finished, `FINISHED in a token ${when}`);
        await expectHandshake(connection, ANY_TIME);
      }
      const { connection, keys } = await shaken(context, { isStrictBase64: true });
      connection.sendFrame(pingFrame(keys), "PING {} in a token of 73 bytes");
      // Which number is next is another matter, that of exercise 09a.5.
      const record = await connection.next({ what: "the answer to PING" });
      if (record === undefined && connection.peer.ending === "open")
        fail(`${connection.voice}: ${SHORTEST[0]}; nothing came.`);
      if (fieldOf(record?.json, "reason") === NOT_AUTHENTIC)
        fail(`${connection.voice}: ${SHORTEST[0]}; CLOSE "${NOT_AUTHENTIC}" came.`, SHORTEST[1]);
    },
  ),

  check(
    "09a.4",
    "what the server has sealed is no record of the client",
    { points: 2, needs: [HANDSHAKE], rule: "k_c2s = HKDF-SHA256(" },
    async (context) => {
      const { connection, keys } = await greeted(context);
      await connection.expect("FINISHED", { what: "the server's first record" });
      const theirs = frame(connection.lastFrame);
      connection.send("FINISHED", keys.th);

      connection.sendFrame(theirs, "the server's own FINISHED back to it");
      const cause =
        "Each direction has a key of its own, so that nobody can send back to a side what it has sealed itself.";
      await connection.expectClose(NOT_AUTHENTIC, { what: "the answer", cause });
    },
  ),

  check(
    "09a.4",
    "who announces too much is closed at the header",
    {
      points: 2,
      needs: [HANDSHAKE],
      rule: "A length above the limit is refused as soon as the header is there",
    },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const fitting = await chat.call("client with a body of 2,048 bytes");
      fitting.sendFrame(frame("A".repeat(2_048)), "2,048 letters A in a frame");
      const allowed = "2,048 bytes are allowed: what is in them is looked at, and is no token.";
      await fitting.expectClose(NOT_AUTHENTIC, { what: "the answer", cause: allowed });
      for (const length of [2_049, 0xffffffff]) {
        const connection = await chat.call(`client that announces ${length} bytes`);
        connection.sendFrame(header(length), `a header of ${length} bytes and nothing more`);
        const cause =
          "Whoever is not logged in gets room for 2,048 bytes: look at the header before you wait for the body.";
        await connection.expectClose(ANY_TEXT, { what: "the answer", cause });
      }
    },
  ),

  check(
    "09a.4",
    "a frame that is begun has a deadline",
    { needs: [HANDSHAKE], rule: "a frame that was begun and does not end" },
    async (context) => {
      const chat = await ChatFixture.own(context, "--frame-ms", "200");
      const [connection, patient] = [
        await chat.call("slow client"),
        await chat.call("silent client"),
      ];
      connection.sendFrame(header(100), "a header, and nothing behind it");
      const cause =
        "Whoever sends half a frame and waits holds a place for nothing: a timer for each frame that was begun.";
      await connection.expectClose(ANY_TEXT, {
        what: "the end of patience with half a frame",
        cause,
      });
      patient.sendFrame(frame(pingToken(patient)).subarray(0, 20), "a part of a frame");
      await patient.expectClose(ANY_TEXT, { what: "the end of patience with half a frame", cause });
    },
  ),

  check(
    "09a.4",
    CLIENT_TRUSTS,
    {
      points: 2,
      needs: [CLIENT_FINISHED],
      rule: "nothing else of the other side is looked at before its FINISHED is right",
    },
    async (context) => {
      const { json, name, password } = await inOwnWay(context, async () => {
        const { connection, ...shaken } = await shakenClient(context);
        const what = "the client's first record after FINISHED";
        const { json } = await connection.expect("LOGIN_ATTEMPTING", { what });
        return { ...shaken, json };
      });
      context.othersMayGoOn();
      if (JSON.stringify(json) !== JSON.stringify({ name, password })) {
        fail(
          `LOGIN_ATTEMPTING should hold {"name":"${name}","password":"${password}"}; it holds ${JSON.stringify(json)}.`,
        );
      }
      await secretFor(context, "whose FINISHED holds another hash", (connection) =>
        connection.sealedAs(0n, 1, Buffer.alloc(32)),
      );
      await secretFor(context, "that says LOGIN_ACCEPTED before FINISHED", (connection) =>
        connection.sealedAs(0n, 32, { name, token: "x".repeat(43), last: 0 }),
      );
    },
  ),
];

/** After a wrong FINISHED the client's password must not come. */
async function secretFor(
  context: CheckContext,
  what: string,
  make: (connection: RecordConnection) => Buffer,
): Promise<void> {
  const { client, listener } = await startedClient(context);
  const { connection } = await greetClient(context, listener, client);
  await connection.expect("FINISHED", { what: "the client's first record" });
  connection.sendFrame(make(connection), `a server's first record: ${what}`);
  const cause =
    "The password goes to whoever has shown with FINISHED that it has the keys, and to nobody else.";
  for (const { name } of await connection.untilEnd({
    what: "the client meets a server whose first record is wrong",
    cause,
  })) {
    if (name !== "CLOSE")
      fail(`The client should send nothing to a server ${what}; it sends ${name}.`, cause);
  }
  await client.stop();
}

type HowToCall = Pick<HandshakeOptions, "isStrictBase64"> & { voice?: string };

async function greeted(
  context: CheckContext,
  options?: HowToCall,
): Promise<{ connection: RecordConnection; keys: Keys }> {
  return await greetedAt(context, await context.server(...quickFlags(context)), options);
}

/** Both hellos are said, and no record. */
async function greetedAt(
  context: CheckContext,
  server: RunningServer,
  { voice, isStrictBase64 = false }: HowToCall = {},
) {
  const dialect = await serverDialect(context, server);
  const handshake = await HandshakeClient.connect(context, server, voice);
  handshake.sendHello();
  const greeting: Greeting = await handshake.greeting({ what: "the answer to ClientHello" });
  const keys = handshake.keys(greeting, isStrictBase64 ? inBase64(dialect) : dialect);
  return { connection: handshake.connection(keys), keys };
}

/** All of the handshake is done. */
async function shaken(
  context: CheckContext,
  options?: HowToCall,
): Promise<{ connection: RecordConnection; keys: Keys }> {
  const { connection, keys } = await greeted(context, options);
  connection.send("FINISHED", keys.th);
  await connection.expect("FINISHED", { what: "the server's first record" });
  return { connection, keys };
}

/** A PING whose token has a flipped bit in this part is refused. */
async function expectFlipNoticed(
  context: CheckContext,
  [part, at]: readonly [string, number],
  cause: string,
): Promise<void> {
  const chat = await ChatFixture.shared(context);
  const connection = await chat.call(`client with a flipped bit in ${part}`);
  const token = Buffer.from(pingToken(connection), "base64url");
  token.writeUInt8((token.at(at) ?? 0) ^ 1, at < 0 ? token.length + at : at);
  connection.sendFrame(frame(base64url(token)), `PING with a bit flipped in ${part} of its token`);
  await expectRefused(connection, cause);
}

/** PING as the second record, in a token that may begin as it likes. */
function pingFrame({ toServer, forms }: Keys, head?: TokenHead): Buffer {
  const record = Buffer.concat([Buffer.alloc(7), Buffer.from([1, RECORD.PING]), Buffer.from("{}")]);
  return frame(sealToken(toServer, record, head, forms.opens));
}

/** The server has opened FINISHED, and found it right: from then on it says why it closes. */
async function expectHandshake(connection: RecordConnection, cause = NOT_OPENED): Promise<void> {
  connection.sendFrame(frame("A".repeat(100)), "a frame that holds no token");
  await connection.expect("FINISHED", { what: "the server's first record" });
  const what = "the answer to a frame that holds no token, after the handshake";
  const causeOf: RecordExpectation["cause"] = ({ record }) =>
    record?.name === "CLOSE" ? JUNK : cause;
  await connection.expectClose(NOT_AUTHENTIC, { what, cause: causeOf });
}

/** The token is refused in the one sentence that tells nothing of what was wrong. */
async function expectRefused(connection: RecordConnection, likely: string): Promise<void> {
  await connection.expectClose(NOT_AUTHENTIC, { what: "the answer", cause: orThrows(likely) });
}

/** A token with a PING that would be right. */
function pingToken(connection: RecordConnection): string {
  for (;;) {
    const token = connection.sealedAs(connection.sent, 3, {}).toString("latin1", 4);
    // So that each of the six ways has something to alter.
    if (/[-_]/.test(token)) return token;
  }
}

/** A CLOSE without a reason comes from an error that is no ProtocolError: perhaps one of `openToken`. */
function orThrows(likely: string): RecordExpectation["cause"] {
  return ({ record }) =>
    record?.name === "CLOSE" && !fieldOf(record.json, "reason") ? `${likely} ${THROWS}` : likely;
}

const THROWS = "Or did `openToken` throw? It returns undefined for every token that is wrong.";

const JUNK =
  "100 times the character A is no token: its HMAC is wrong. `openToken` returns undefined then; it neither throws nor returns any bytes.";

const TOO_SHORT =
  "A body may be far too short for a token: compare its length with `MIN_TOKEN_BYTES` before you cut it. `timingSafeEqual` throws when the two lengths differ.";

const WHOLE_HMAC =
  "A forger who has to guess fewer bytes has less to do: all 32 bytes of the HMAC count. Compare all of them.";

const OTHER_VERSION =
  "A token begins with 80 (`VERSION`). In another version the same bytes may mean something else: compare the first byte once the HMAC is right.";

const ANY_TIME =
  "The time in the token is not looked at on the channel: the record's number tells better what is old. Call `isFresh` only when `maxAgeS` is not undefined.";

const SHORTEST = [
  "PING {} fits into one block, and its token of 73 bytes should be opened",
  "A token that is as short as there can be is right: refuse what is shorter than that, and no other.",
] as const;

const NOT_OPENED =
  "The client's FINISHED was right, but the server refused it. Does its `openToken` make the HMAC of all bytes but the last 32, with the first 16 bytes of k_c2s? And the time: without `maxAgeS` it is not looked at, so call `isFresh` only when `maxAgeS` is not undefined.";

const FINISHED_FIRST =
  "Only a right FINISHED shows that the other side has the keys: nothing else is looked at before it, and nothing is answered.";

const LENIENT =
  "Many decoders of base64url pass over what they do not know. Check the characters, and that the bytes written again are the same string: `fromBase64url` does both.";

const COVERED =
  "Everything before the HMAC is covered by it. Compare the HMAC before you use anything else of the token.";
