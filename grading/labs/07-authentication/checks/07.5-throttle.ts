/** Exercise 07.5: whoever guesses passwords has to wait. */
import { setTimeout as pause } from "node:timers/promises";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { CheckFailed, fail } from "../../../core/failure.ts";
import { paced } from "../../../core/pace.ts";
import { sendAtOnce } from "../../../players/at-once.ts";
import { askJson, expectJson, jsonLine } from "../../../players/json-lines.ts";
import {
  done,
  expectTooMany,
  expectWait,
  logIn,
  newName,
  newPassword,
  refusal,
  registered,
  type User,
} from "../../../players/users.ts";
import {
  busyHands,
  HANDS_LEFT,
  LOOKED_AT,
  QUICK,
  SHARED,
  sharedServer,
  unanswered,
} from "./helpers.ts";
import { ACCEPTS } from "./titles.ts";

const WAITS = "after too many wrong passwords even the right one must wait";

export const throttleChecks = [
  check(
    "07.5",
    WAITS,
    { points: 3, needs: [ACCEPTS], rule: "During a wait no attempt is looked at" },
    async (context) => {
      const server = await sharedServer(context);
      const { name, password } = await registered(context, server);
      await expectThrottled(context, server, { name, password });
    },
  ),

  check(
    "07.5",
    "an unknown user has to wait just the same",
    { needs: [WAITS], rule: "Attempts to log in are counted" },
    async (context) => {
      const server = await sharedServer(context);
      const cause =
        "Only users who exist have to wait: that tells who exists. Count by the name that was given.";
      await expectThrottled(context, server, {
        name: newName(context),
        password: newPassword(context),
        cause,
      });
    },
  ),

  check(
    "07.5",
    "attempts that come at once do not slip through",
    { points: 2, needs: [WAITS], rule: "An attempt counts from the moment" },
    async (context) => {
      const server = await context.ownServer(...SHARED, "--scrypt-ln", "13");
      const { name } = await registered(context, server);
      const peers = await Promise.all(
        Array.from({ length: 9 }, (_, index) => context.connect(server, `client ${index + 1}`)),
      );
      const requests = peers.map(() => jsonLine(logIn(name, newPassword(context))));
      sendAtOnce(server, peers, requests);
      const answers = await Promise.all(
        peers.map((peer) =>
          expectJson(peer, refusal(), { what: "the answer to one of nine attempts at once" }),
        ),
      );
      const looked = answers.filter(
        ({ reason }) => LOOKED_AT.match(String(reason)) !== null,
      ).length;
      if (looked === 3) return;
      fail(
        `Of nine attempts at once three are free, and the others have to wait; ${looked} were looked at.`,
        "All came before the first was found wrong. Count an attempt before you look at it, and take it back if it was right.",
      );
    },
  ),

  check(
    "07.5",
    "one address that tries many names has to wait",
    { points: 2, needs: [WAITS], rule: "Attempts to log in are counted" },
    async (context) => {
      const limits = ["--address-attempts", "3", "--first-delay-ms", "60000"];
      const server = await context.ownServer(...QUICK, ...limits);
      for (let attempt = 1; attempt <= 3; attempt++) {
        const peer = await context.connect(server, `client ${attempt}`);
        const request = logIn(newName(context), newPassword(context));
        await askJson(peer, request, refusal(LOOKED_AT), { what: "the answer to a free attempt" });
      }
      await expectTooMany(
        await context.connect(server),
        logIn(newName(context), newPassword(context)),
        {
          what: "the answer to the fourth name from one address",
          cause:
            "One password at a thousand names finds somebody. Count by address as well, and not by connection: to connect again costs nothing.",
        },
      );
    },
  ),

  check(
    "07.5",
    "the wait doubles, up to the longest, and never lasts forever",
    { points: 2, needs: [WAITS], rule: "Attempts to log in are counted" },
    async (context) => {
      const [first, most] = [paced(120), paced(400)];
      const delays = ["--first-delay-ms", String(first), "--max-delay-ms", String(most)];
      const server = await context.ownServer(...QUICK, "--account-attempts", "1", ...delays);
      const { name, password, peer } = await registered(context, server);
      const cause =
        "The first wait is as set, each further one twice as long, and none longer than the longest.";
      for (const delay of [first, 2 * first, most]) {
        const wrong = jsonLine(logIn(name, newPassword(context)));
        const sentAt = performance.now();
        peer.send(wrong + wrong); // the second one comes during the wait, however slow the network is
        await expectJson(peer, refusal(LOOKED_AT), {
          what: "the answer when the wait is over",
          cause: NOT_FOR_EVER,
        });
        const during = { what: "the answer during the wait", cause };
        const waitMs = await tooSlowAfter(sentAt + delay, () => expectWait(peer, during));
        const gone = performance.now() - sentAt;
        if (waitMs > delay || waitMs < delay - gone - 5) {
          fail(
            `The wait should be ${delay} ms, of which at most ${Math.ceil(gone)} are gone; ${waitMs} ms are said to be left.`,
            cause,
          );
        }
        await pause(waitMs + 5); // as long as the server says
      }
      await askJson(
        peer,
        logIn(name, password),
        { type: done("welcome") },
        { what: "the answer to the right password when the wait is over", cause: NOT_FOR_EVER },
      );
    },
  ),

  check(
    "07.5",
    "a wait never grows past the longest",
    { needs: [WAITS], rule: "Attempts to log in are counted" },
    async (context) => {
      const most = paced(80);
      // Twice as long as this is more than a number of 32 bits can hold.
      const delays = ["--first-delay-ms", "1500000000", "--max-delay-ms", String(most)];
      const server = await context.ownServer(...QUICK, "--account-attempts", "1", ...delays);
      const { name, peer } = await registered(context, server);
      for (let count = 1; count <= 4; count++) {
        const wrong = jsonLine(logIn(name, newPassword(context)));
        const sentAt = performance.now();
        peer.send(wrong + wrong);
        await expectJson(peer, refusal(LOOKED_AT), { what: `the answer to attempt ${count}` });
        const during = { what: `the answer during wait ${count}`, cause: OVERFLOW };
        const waitMs = await tooSlowAfter(sentAt + most, () => expectWait(peer, during));
        const gone = performance.now() - sentAt;
        if (waitMs > most || waitMs < most - gone - 5) {
          fail(
            `Wait ${count} should be the longest one, ${most} ms; ${waitMs} ms are said to be left.`,
          );
        }
        await pause(waitMs + 5);
      }
    },
  ),

  check(
    "07.5",
    "a right password ends the counting",
    { needs: [WAITS], rule: "An attempt counts from the moment" },
    async (context) => {
      const limits = [
        "--account-attempts",
        "2",
        "--address-attempts",
        "3",
        "--first-delay-ms",
        "60000",
      ];
      const server = await context.ownServer("--scrypt-ln", "10", ...limits);
      const user = await registered(context, server);
      await askJson(user.peer, logIn(user.name, newPassword(context)), refusal(LOOKED_AT), {
        what: "the answer to a wrong password",
      });
      const cause =
        "The owner has shown up: what was counted at this account is over, and a right attempt is none of an address's wrong ones.";
      for (let round = 1; round <= 3; round++) {
        await askJson(
          user.peer,
          logIn(user.name, user.password),
          { type: done("welcome") },
          { what: "the answer to the right password", cause },
        );
      }
      await askJson(user.peer, logIn(user.name, newPassword(context)), refusal(LOOKED_AT), {
        what: "the answer to a wrong password after it",
        cause,
      });
    },
  ),

  check(
    "07.5",
    "whoever must wait costs no hash",
    { points: 2, needs: [WAITS], rule: "During a wait no attempt is looked at" },
    async (context) => {
      const limits = ["--scrypt-ln", "16", "--account-attempts", "1", "--first-delay-ms", "60000"];
      const server = await context.ownServer(...QUICK, ...limits);
      const guess = logIn(newName(context), newPassword(context));
      const guesser = await context.connect(server, "the guesser");
      await askJson(guesser, guess, refusal(LOOKED_AT), { what: "the answer to the free attempt" });
      const others = await busyHands(context, server, () => newName(context));
      const cause =
        "The hash is computed first, and the throttle asked afterwards: so a guesser still keeps the server busy.";
      const what = "the answer to an attempt that must wait";
      await expectTooMany(guesser, guess, { what, cause });
      if ((await unanswered(others)) >= HANDS_LEFT) return;
      // On a machine that is very busy most are done all the same by now: then it is tried again, alone.
      throw new CheckFailed(
        "Who must wait should be told at once; the log-ins at work and waiting were answered first.",
        cause,
        { timedOut: true },
      );
    },
  ),
];

/** Three wrong passwords are free; then even the right one has to wait, on a new connection too. */
async function expectThrottled(
  context: CheckContext,
  server: RunningServer,
  {
    name,
    password,
    cause = "Without a limit a program tries all the words there are. Count the wrong ones by account, and not by connection: to connect again costs nothing.",
  }: User & { cause?: string },
): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const peer = await context.connect(server, `client ${attempt}`);
    await askJson(peer, logIn(name, newPassword(context)), refusal(LOOKED_AT), {
      what: `the answer to wrong password ${attempt}`,
    });
  }
  const peer = await context.connect(server, "client 4");
  await expectTooMany(peer, logIn(name, password), {
    what: "the answer after three wrong passwords",
    cause,
  });
}

/** A failure after this time, as `performance.now()` tells it, says nothing: it was too late for an answer. */
async function tooSlowAfter<Result>(time: number, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CheckFailed) || performance.now() < time) throw error;
    throw new CheckFailed(error.message, error.likelyCause, { timedOut: true });
  }
}

const OVERFLOW =
  "Twice as long, and again: at some time the number is larger than the type can hold, or below zero (`<<` makes 32 bits of it). Compare with the longest wait before that.";

const NOT_FOR_EVER =
  "Whoever can lock an account forever by three wrong passwords can lock out anybody.";
