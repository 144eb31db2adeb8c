/** Exercise 09b.1: how often, how many at once and how long somebody may try to log in. */

import { SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { CheckFailed, fail, withCause } from "../../../core/failure.ts";
import { nowAndThen } from "../../../core/now-and-then.ts";
import { paced } from "../../../core/pace.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import type { Dialect } from "../../../players/chat/dialect.ts";
import { expectFinished } from "../../../players/chat/do-handshake.ts";
import { HandshakeClient } from "../../../players/chat/handshake-client.ts";
import type { Keys } from "../../../players/chat/key-agreement.ts";
import type { RecordConnection } from "../../../players/chat/record-connection.ts";
import { fieldOf, type RecordName } from "../../../players/chat/records.ts";
import { serverDialect } from "../../../players/chat/server-dialect.ts";
import { newPassword, type User } from "../../../players/users.ts";
import { answerTo } from "./account-helpers.ts";
import { LOGS_IN, ONE_ANSWER } from "./titles.ts";

/** Several times as many as a server computes at once and lets wait. */
const CROWD = 24;

/** A hash that takes so long (N = 2^14) that the whole crowd has come before the first ones are computed. */
const SLOW_HASH = ["--scrypt-ln", "14"];

export const logInLimitChecks = [
  check(
    "09b.1",
    "too many wrong passwords make everybody wait, before any hash",
    { points: 3, needs: [ONE_ANSWER], rule: "Too many attempts are REFUSED with retryAfterMs" },
    async (context) => {
      const chat = await ChatFixture.own(
        context,
        "--account-attempts",
        "2",
        "--first-delay-ms",
        "60000",
      );
      for (const user of [await chat.knownUser(), chat.newUser()]) {
        for (let attempt = 1; attempt <= 2; attempt++) {
          const connection = await chat.call(`client ${attempt}`);
          await answerTo(
            connection,
            "LOGIN_ATTEMPTING",
            { ...user, password: newPassword(context) },
            "INVALID_USERNAME_OR_PASSWORD",
            `the answer to wrong password ${attempt}`,
          );
        }
        const connection = await chat.call("client 3");
        const { json } = await answerTo(
          connection,
          "LOGIN_ATTEMPTING",
          user,
          "REFUSED",
          "the answer after two wrong passwords, to the right one and on another connection",
          GUESSES,
        );
        const waitMs = fieldOf(json, "retryAfterMs");
        if (typeof waitMs !== "number" || waitMs <= 0 || waitMs > 60_000) {
          fail(
            `"retryAfterMs" should say how long to wait, here up to 60000; it is ${JSON.stringify(waitMs)}.`,
          );
        }
      }
      const other = await chat.knownUser();
      await answerTo(
        await chat.call("somebody else"),
        "LOGIN_ATTEMPTING",
        other,
        "LOGIN_ACCEPTED",
        "the answer to somebody else's right password",
        "The others have done nothing: count by account.",
      );
    },
  ),

  check(
    "09b.1",
    "however many log in at once, hashes are limited and a wrong password lets nobody in",
    { points: 2, needs: [ONE_ANSWER], rule: "So are attempts that find too many hashes waiting" },
    async (context) => {
      const chat = await ChatFixture.own(context, ...SLOW_HASH, "--account-attempts", "100000");
      const user = await chat.knownUser();
      const crowd: RecordConnection[] = [];
      while (crowd.length < CROWD) crowd.push(await chat.call(`client ${crowd.length + 1}`));
      const wrong = { name: user.name, password: newPassword(context) };
      for (const connection of crowd) connection.send("LOGIN_ATTEMPTING", wrong);
      const answers = await Promise.all(crowd.map(expectTurnedAway));
      if (!answers.includes("REFUSED")) {
        fail(
          `Of ${CROWD} log-ins at once, those that find too many hashes waiting should be REFUSED; the server computed a hash for each.`,
          NO_GATE,
        );
      }
      await chat.logsIn("client with the right password", user, {}, "The crowd has gone.");
    },
  ),

  check(
    "09b.1",
    "two clients that log in at the same time are not taken for each other",
    { points: 2, needs: [LOGS_IN], rule: "Several clients may log in at the same time" },
    async (context) => {
      const chat = await ChatFixture.own(context, ...SLOW_HASH);
      const handshakes: { user: User; handshake: HandshakeClient }[] = [];
      for (const voice of ["ada", "bob"]) {
        const user = await chat.knownUser();
        handshakes.push({
          user,
          handshake: await HandshakeClient.connect(context, chat.server, voice),
        });
      }
      const dialect = await serverDialect(context, chat.server);
      await withCause(SHARED_STATE, () => enterInStep(handshakes, dialect));
    },
  ),

  check(
    "09b.1",
    "to log in has a deadline",
    { points: 2, needs: [LOGS_IN], rule: "All attempts together take 60 s at most" },
    async (context) => {
      const limitMs = paced(600);
      const chat = await ChatFixture.own(context, "--log-in-ms", String(limitMs));
      const user = await chat.knownUser();
      await chat.logsIn("quick client", user);
      const silent = await chat.call("silent client");
      const busy = await chat.call("client that says PING now and then");
      const cause =
        "A limit on silence starts anew with every record: take one timer for all attempts together.";
      await nowAndThen({ everyMs: 50, limitMs, send: () => busy.send("PING") }, async () => {
        await silent.expectClose(ANY_TEXT, {
          what: "the end of patience with a silent client",
          cause,
        });
        await busy.expectClose(ANY_TEXT, { what: "the end of patience with a busy one", cause });
      });
    },
  ),
];

/** INVALID_USERNAME_OR_PASSWORD comes, or REFUSED with the time after which to try again. */
/**
 * Each step of one client, then the same step of the other: what the server keeps for "the" client is
 * overwritten in between.
 */
async function enterInStep(
  handshakes: readonly { user: User; handshake: HandshakeClient }[],
  dialect: Dialect | undefined,
): Promise<void> {
  for (const { handshake } of handshakes) handshake.sendHello();
  const entries: { user: User; connection: RecordConnection; keys: Keys }[] = [];
  for (const { user, handshake } of handshakes) {
    const greeting = await handshake.greeting({ what: "the answer to ClientHello" });
    const keys = handshake.keys(greeting, dialect);
    entries.push({ user, connection: handshake.connection(keys), keys });
  }
  for (const { connection, keys } of entries.toReversed()) connection.send("FINISHED", keys.th);
  for (const { connection, keys } of entries) await expectFinished(connection, keys);
  for (const { connection, user } of entries) connection.send("LOGIN_ATTEMPTING", user);
  for (const { connection, user } of entries) {
    const { json } = await connection.expect("LOGIN_ACCEPTED", {
      what: `the answer to the log-in of ${user.name}`,
    });
    const name = fieldOf(json, "name");
    if (name === user.name) continue;
    fail(
      `${connection.voice} logged in as ${user.name}, and is welcomed as ${JSON.stringify(name)}.`,
    );
  }
}

/** Returns how one of the crowd was turned away. */
async function expectTurnedAway(connection: RecordConnection): Promise<RecordName> {
  const answer = await connection.next({ what: "the answer to a wrong password" });
  if (answer?.name === "INVALID_USERNAME_OR_PASSWORD") return answer.name;
  const sentence = `${connection.voice}: one of ${CROWD} who log in at once with a wrong password should get INVALID_USERNAME_OR_PASSWORD or REFUSED`;
  if (answer === undefined) {
    const timedOut = connection.peer.ending === "open";
    throw new CheckFailed(`${sentence}; nothing came.`, NO_GATE, { timedOut });
  }
  if (answer.name !== "REFUSED") fail(`${sentence}; ${answer.name} came.`, BUSY);
  if (Number(fieldOf(answer.json, "retryAfterMs")) > 0) return answer.name;
  fail(`${sentence} with "retryAfterMs"; this came: ${JSON.stringify(answer.json)}.`);
}

const BUSY =
  'There is not a place for every hash at once: `run` may give "busy", and that text counts as true. Ask for it before you ask whether the password fits.';

const GUESSES =
  "Without a limit a program tries all the words there are. Count the wrong ones by account, whether it exists or not, and ask before the hash.";

const NO_GATE =
  "A hash takes much memory and a core, and the server computes one for each of them: a crowd takes the machine down. Verify every password through the gate.";
