/** Exercise 09.3: a right token is opened, and every other is refused without a word. */

import { RECORD } from "../../../../labs/09-chat/protocol/record-types.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import type { RunningServer, Stage } from "../../../core/stage.ts";
import type { CallOptions } from "../../../players/chat/call.ts";
import { Caller, type Greeting } from "../../../players/chat/caller.ts";
import { inOwnWay, shakenClient, startedClient } from "../../../players/chat/chat-client.ts";
import { inBase64 } from "../../../players/chat/dialect.ts";
import { sealToken, type TokenHead } from "../../../players/chat/fernet.ts";
import { greetClient } from "../../../players/chat/host.ts";
import type { Keys } from "../../../players/chat/key-agreement.ts";
import type { Line, RecordExpectation } from "../../../players/chat/line.ts";
import { fieldOf } from "../../../players/chat/records.ts";
import { QUICK, Scene } from "../../../players/chat/scene.ts";
import { serverDialect } from "../../../players/chat/server-dialect.ts";
import { frame, header } from "../../../players/frames.ts";
import { altered, base64url, flippedAt, parts, times, tokenOf, tooShort } from "./forged-tokens.ts";
import { CLIENT_FINISHED, CLIENT_TRUSTS, HANDSHAKE, SERVER_FINISHED } from "./titles.ts";

/** The reason in a CLOSE after a token that is not right, whatever is wrong with it. */
const NOT_AUTHENTIC = "authentication failed";

export const tokenChecks = [
  check(
    "09.3",
    HANDSHAKE,
    { points: 3, needs: [SERVER_FINISHED], rule: "The first 16 bytes of a direction's key sign" },
    async (stage) => {
      const { line, keys } = await greeted(stage);
      line.send("FINISHED", keys.th);
      if ((await serverDialect(stage, await stage.server(...QUICK))) !== undefined)
        stage.othersMayGoOn();
      await expectHandshake(line);
    },
  ),

  check(
    "09.3",
    "a wrong FINISHED ends the connection without a word",
    {
      points: 2,
      needs: [HANDSHAKE],
      rule: "nothing else of the other side is looked at before its FINISHED is right",
    },
    async (stage) => {
      const server = await stage.server(...QUICK);
      const wrong: [string, (line: Line, keys: Keys) => Buffer][] = [
        ["FINISHED with another hash inside", (line) => line.sealedAs(0n, 1, Buffer.alloc(32, 1))],
        [
          "FINISHED with half of the hash",
          (line, { th }) => line.sealedAs(0n, 1, th.subarray(0, 16)),
        ],
        ["FINISHED with the number 1", (line, { th }) => line.sealedAs(1n, 1, th)],
        ["the hash in a record of another type", (line, { th }) => line.sealedAs(0n, 3, th)],
        [
          "FINISHED sealed with the server's key",
          (_line, { th, toClient, forms }) => tokenOf(toClient, th, forms.opens),
        ],
        ["FINISHED with a bit flipped", (line, { th }) => flippedAt(line.sealedAs(0n, 1, th), 60)],
        [
          "a LOGIN_ATTEMPTING in its place",
          (line) => line.sealedAs(0n, 16, { name: "ada", password: "correct horse" }),
        ],
      ];
      for (const [what, make] of wrong) {
        const { line, keys } = await greetedAt(stage, server, {
          voice: `client that sends ${what}`,
        });
        await line.expect("FINISHED", { what: "the server's first record" });
        line.sendFrame(make(line, keys), what);
        const expectation = { what: "the end of the handshake", cause: FINISHED_FIRST };
        const after = await line.untilEnd(expectation);
        if (after.length > 0) {
          fail(
            `${line.voice}: the server should end the connection without a word; ${after[0]?.name} came.`,
            FINISHED_FIRST,
          );
        }
      }
      const { line, keys } = await greetedAt(stage, server, { voice: "honest client" });
      line.send("FINISHED", keys.th);
      await expectHandshake(line);
    },
  ),

  check(
    "09.3",
    "a token that is altered in one of six ways is refused",
    { points: 3, needs: [HANDSHAKE], rule: "in base64url with its padding and nothing else" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      for (const [how, alter] of altered) {
        const line = await scene.call(`client whose token has ${how}`, {
          isStrictBase64: true,
        });
        line.sendFrame(frame(alter(pingToken(line))), `PING in a token with ${how}`);
        await expectRefused(line, LENIENT);
      }
    },
  ),

  check(
    "09.3",
    "a flipped bit is noticed wherever it is",
    { points: 2, needs: [HANDSHAKE], rule: "A token that is not right in whatever way" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      for (const [part, at] of parts) {
        const line = await scene.call(`client with a flipped bit in ${part}`);
        const token = Buffer.from(pingToken(line), "base64url");
        token.writeUInt8((token.at(at) ?? 0) ^ 1, at < 0 ? token.length + at : at);
        line.sendFrame(frame(base64url(token)), `PING with a bit flipped in ${part} of its token`);
        await expectRefused(line, at < 0 ? WHOLE_HMAC : ONE_ANSWER);
      }
    },
  ),

  check(
    "09.3",
    "what is too short for a token is refused as every other",
    { points: 2, needs: [HANDSHAKE], rule: "A token that is not right in whatever way" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      for (const [what, bytes] of tooShort) {
        const line = await scene.call(`client that sends ${what}`);
        line.sendFrame(frame(base64url(bytes)), `${what}, in base64url`);
        await expectRefused(line, TOO_SHORT);
      }
      await scene.call("honest client");
    },
  ),

  check(
    "09.3",
    "a token of another version is refused, although its HMAC is right",
    { needs: [HANDSHAKE], rule: "A token that is not right in whatever way" },
    async (stage) => {
      const { line, keys } = await shaken(stage);
      line.sendFrame(pingFrame(keys, { version: 0x81 }), "PING in a token of the version 81");
      await expectRefused(line, OTHER_VERSION);
    },
  ),

  check(
    "09.3",
    "the shortest token is opened, and whatever time it tells",
    { points: 2, needs: [HANDSHAKE], rule: "The time in the token is not looked at" },
    async (stage) => {
      for (const [when, time] of times) {
        const { line, keys } = await greeted(stage);
        const record = Buffer.concat([Buffer.alloc(8), Buffer.from([1]), keys.th]);
        const finished = frame(sealToken(keys.toServer, record, { time }, keys.forms.opens));
        line.sendFrame(finished, `FINISHED in a token ${when}`);
        await expectHandshake(line, ANY_TIME);
      }
      const { line, keys } = await shaken(stage, { isStrictBase64: true });
      line.sendFrame(pingFrame(keys), "PING {} in a token of 73 bytes");
      // Which number is next is another matter, that of exercise 09.4.
      const record = await line.next({ what: "the answer to PING" });
      if (record === undefined && line.peer.ending === "open")
        fail(`${line.voice}: ${SHORTEST[0]}; nothing came.`);
      if (fieldOf(record?.json, "reason") === NOT_AUTHENTIC)
        fail(`${line.voice}: ${SHORTEST[0]}; CLOSE "${NOT_AUTHENTIC}" came.`, SHORTEST[1]);
    },
  ),

  check(
    "09.3",
    "what the server has sealed is no record of the client",
    { points: 2, needs: [HANDSHAKE], rule: "k_c2s = HKDF-SHA256(" },
    async (stage) => {
      const { line, keys } = await greeted(stage);
      await line.expect("FINISHED", { what: "the server's first record" });
      const theirs = frame(line.lastFrame);
      line.send("FINISHED", keys.th);

      line.sendFrame(theirs, "the server's own FINISHED back to it");
      const cause =
        "Each direction has a key of its own, so that nobody can send back to a side what it has sealed itself.";
      await line.expectClose(NOT_AUTHENTIC, { what: "the answer", cause });
    },
  ),

  check(
    "09.3",
    "who announces too much is closed at the header",
    {
      points: 2,
      needs: [HANDSHAKE],
      rule: "A length above the limit is refused as soon as the header is there",
    },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const fitting = await scene.call("client with a body of 2,048 bytes");
      fitting.sendFrame(frame("A".repeat(2_048)), "2,048 letters A in a frame");
      const allowed = "2,048 bytes are allowed: what is in them is looked at, and is no token.";
      await fitting.expectClose(NOT_AUTHENTIC, { what: "the answer", cause: allowed });
      for (const length of [2_049, 0xffffffff]) {
        const line = await scene.call(`client that announces ${length} bytes`);
        line.sendFrame(header(length), `a header of ${length} bytes and nothing more`);
        const cause =
          "Whoever is not logged in gets room for 2,048 bytes: look at the header before you wait for the body.";
        await line.expectClose(ANY_TEXT, { what: "the answer", cause });
      }
    },
  ),

  check(
    "09.3",
    "a frame that is begun has a deadline",
    { needs: [HANDSHAKE], rule: "a frame that was begun and does not end" },
    async (stage) => {
      const scene = await Scene.own(stage, "--frame-ms", "200");
      const [line, patient] = [await scene.call("slow client"), await scene.call("silent client")];
      line.sendFrame(header(100), "a header, and nothing behind it");
      const cause =
        "Whoever sends half a frame and waits holds a place for nothing: an alarm for each frame that was begun.";
      await line.expectClose(ANY_TEXT, { what: "the end of patience with half a frame", cause });
      patient.sendFrame(frame(pingToken(patient)).subarray(0, 20), "a part of a frame");
      await patient.expectClose(ANY_TEXT, { what: "the end of patience with half a frame", cause });
    },
  ),

  check(
    "09.3",
    CLIENT_TRUSTS,
    {
      points: 2,
      needs: [CLIENT_FINISHED],
      rule: "nothing else of the other side is looked at before its FINISHED is right",
    },
    async (stage) => {
      const { json, name, password } = await inOwnWay(stage, async () => {
        const { line, ...shaken } = await shakenClient(stage);
        const what = "the client's first record after FINISHED";
        const { json } = await line.expect("LOGIN_ATTEMPTING", { what });
        return { ...shaken, json };
      });
      stage.othersMayGoOn();
      if (JSON.stringify(json) !== JSON.stringify({ name, password })) {
        fail(
          `LOGIN_ATTEMPTING should hold {"name":"${name}","password":"${password}"}; it holds ${JSON.stringify(json)}.`,
        );
      }
      await secretFor(stage, "whose FINISHED holds another hash", (line) =>
        line.sealedAs(0n, 1, Buffer.alloc(32)),
      );
      await secretFor(stage, "that says LOGIN_ACCEPTED before FINISHED", (line) =>
        line.sealedAs(0n, 32, { name, token: "x".repeat(43), last: 0 }),
      );
    },
  ),
];

/** After a wrong FINISHED the client's password must not come. */
async function secretFor(stage: Stage, what: string, make: (line: Line) => Buffer): Promise<void> {
  const { client, listener } = await startedClient(stage);
  const { line } = await greetClient(stage, listener, client);
  await line.expect("FINISHED", { what: "the client's first record" });
  line.sendFrame(make(line), `a server's first record: ${what}`);
  const cause =
    "The password goes to whoever has shown with FINISHED that it has the keys, and to nobody else.";
  for (const { name } of await line.untilEnd({
    what: "the client meets a server whose first record is wrong",
    cause,
  })) {
    if (name !== "CLOSE")
      fail(`The client should send nothing to a server ${what}; it sends ${name}.`, cause);
  }
  await client.stop();
}

type HowToCall = Pick<CallOptions, "isStrictBase64"> & { voice?: string };

async function greeted(stage: Stage, options?: HowToCall): Promise<{ line: Line; keys: Keys }> {
  return await greetedAt(stage, await stage.server(...QUICK), options);
}

/** Both hellos are said, and no record. */
async function greetedAt(
  stage: Stage,
  server: RunningServer,
  { voice, isStrictBase64 = false }: HowToCall = {},
) {
  const dialect = await serverDialect(stage, server);
  const caller = await Caller.connect(stage, server, voice);
  caller.sendHello();
  const greeting: Greeting = await caller.greeting({ what: "the answer to ClientHello" });
  const keys = caller.keys(greeting, isStrictBase64 ? inBase64(dialect) : dialect);
  return { line: caller.line(keys), keys };
}

/** All of the handshake is done. */
async function shaken(stage: Stage, options?: HowToCall): Promise<{ line: Line; keys: Keys }> {
  const { line, keys } = await greeted(stage, options);
  line.send("FINISHED", keys.th);
  await line.expect("FINISHED", { what: "the server's first record" });
  return { line, keys };
}

/** PING as the second record, in a token that may begin as it likes. */
function pingFrame({ toServer, forms }: Keys, head?: TokenHead): Buffer {
  const record = Buffer.concat([Buffer.alloc(7), Buffer.from([1, RECORD.PING]), Buffer.from("{}")]);
  return frame(sealToken(toServer, record, head, forms.opens));
}

/** The server has opened FINISHED, and found it right: from then on it says why it closes. */
async function expectHandshake(line: Line, cause = NOT_OPENED): Promise<void> {
  line.sendFrame(frame("A".repeat(100)), "a frame that holds no token");
  await line.expect("FINISHED", { what: "the server's first record" });
  await expectRefused(line, cause, "the answer to what is no token, after the handshake");
}

/** The token is refused in the one sentence that tells nothing of what was wrong. */
async function expectRefused(line: Line, likely: string, what = "the answer"): Promise<void> {
  await line.expectClose(NOT_AUTHENTIC, { what, cause: orThrows(likely) });
}

/** A token with a PING that would be right. */
function pingToken(line: Line): string {
  for (;;) {
    const token = line.sealedAs(line.sent, 3, {}).toString("latin1", 4);
    // So that each of the six ways has something to alter.
    if (/[-_]/.test(token)) return token;
  }
}

/** A CLOSE without a reason comes from an error that is no ProtocolError. */
function orThrows(likely: string): RecordExpectation["cause"] {
  return ({ record }) =>
    record?.name === "CLOSE" && !fieldOf(record.json, "reason") ? THROWS : likely;
}

const THROWS =
  "CLOSE came without a reason: an error that is no ProtocolError ended the visit. Either `openToken` accepted the changed token and the code after it failed, or `openToken` threw. Check the signature (HMAC) first, and return undefined when it is wrong.";

const TOO_SHORT =
  "Whatever comes is looked at, also what is far too short for a token: look at the length before you cut it. `timingSafeEqual` throws when the two are not of one length.";

const WHOLE_HMAC =
  "A forger who has to guess fewer bytes has less to do: all 32 bytes of the HMAC count. Compare it whole.";

const OTHER_VERSION =
  "A token begins with 80. Another version may mean other things by the same bytes: look at it, behind the HMAC.";

const ANY_TIME =
  "The time in the token is not looked at on the channel: the record's number tells better what is old. Only where `maxAgeS` is given does it matter.";

const SHORTEST = [
  "PING {} fits into one block, and its token of 73 bytes should be opened",
  "A token that is as short as there can be is right: refuse what is shorter than that, and no other.",
] as const;

const NOT_OPENED =
  "The client's FINISHED was right, and the server has not taken it: does its HMAC cover the same bytes, with the first 16 bytes of k_c2s?";

const FINISHED_FIRST =
  "Only a right FINISHED shows that the other side has the keys: nothing else is looked at before it, and nothing is answered.";

const LENIENT =
  "What decodes base64url often passes over what it does not know. Check the characters, and that the bytes written again are the same text.";

const ONE_ANSWER =
  "Everything before the HMAC is covered by it. Look at it before anything else is used; what is wrong is nobody's business.";
