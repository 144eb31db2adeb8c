/** Exercise 02.4: primes are counted in the thread, and hold up nobody. */

import { check } from "../../../core/check.ts";
import type { LikelyCause } from "../../../core/failure.ts";
import { cpuSeconds } from "../../../core/kernel.ts";
import { lineLike, TextForm } from "../../../core/patterns.ts";
import { enter, expectAnswer } from "./helpers.ts";
import { ANSWERS } from "./titles.ts";

const COUNTS = "primes are counted";

/**
 * The first takes a processor a second or more by trial division. A sieve may be done with it before
 * another client's line has arrived, which proves nothing: then the second is asked for.
 */
const HEAVY_LIMITS = [5_000_000, 50_000_000] as const;

/** Longer than the answer to a short line takes on any machine, in seconds of a processor. */
const HEAVY_CPU_SECONDS = 0.2;

const ANY_LINE = new TextForm("a line", /^/);

export const primesChecks = [
  check("02.4", COUNTS, { points: 2, needs: [ANSWERS], rule: "primes LIMIT" }, async (context) => {
    const admittedClient = await enter(context, await context.server());
    for (const [index, { limit, count }] of KNOWN_COUNTS.entries()) {
      admittedClient.client.send(`primes ${limit}\n`);
      await expectAnswer(
        admittedClient,
        index + 1,
        `${count} primes up to ${limit}`,
        "A prime has no divisor but 1 and itself. 0 and 1 are none; 2 is the first; the limit itself counts.",
      );
    }
  }),

  check(
    "02.4",
    "a wrong limit is answered",
    { needs: [COUNTS], rule: "primes LIMIT" },
    async (context) => {
      const admittedClient = await enter(context, await context.server());
      for (const [index, limit] of WRONG_LIMITS.entries()) {
        admittedClient.client.send(`primes ${limit}\n`);
        await admittedClient.client.expectLine(
          lineLike(`[thread T line ${index + 1}] error: REASON`, { T: /\d+/, REASON: /.+/ }),
          `the answer to "primes ${limit}"`,
          limit === "100000000" ? COMPARED_AS_TEXT : WRONG_LIMIT,
        );
      }
      admittedClient.client.send("primes 7\n");
      await expectAnswer(
        admittedClient,
        WRONG_LIMITS.length + 1,
        "4 primes up to 7",
        COMPARED_AS_TEXT,
      );
    },
  ),

  check(
    "02.4",
    "while one client computes, another is answered at once",
    { points: 3, needs: [COUNTS], rule: "Nobody waits for another." },
    async (context) => {
      const server = await context.ownServer("--threads", "2");
      const busy = await enter(context, server, "busy client");
      const other = await enter(context, server, "other client");
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
  ),
];

const KNOWN_COUNTS = [
  { limit: 0, count: 0 },
  { limit: 2, count: 1 },
  { limit: 10, count: 4 },
  { limit: 10_000, count: 1_229 },
];

const WRONG_LIMITS = ["ten", "50000001", "100000000", "-5", "1e3", " 7", "7 8", ""];

const NOT_IN_ITS_THREAD =
  "The primes were counted where another client is served too. While a thread computes, no event is handled in it: each client's work must be done in that client's own thread, not in the main thread.";

const WRONG_LIMIT: LikelyCause = {
  general:
    "What turns a text into a number often takes spaces, signs or an underscore as well: ask for digits only, and for 50000000 at most. And a mistake of the client is answered: it can do better with its next line.",
  node: "Number() takes an empty text, spaces, 1e3 and -5 for numbers: ask for digits only, and for 50000000 at most. And a mistake of the client is answered: it can do better with its next line.",
};

const COMPARED_AS_TEXT =
  'As text "7" is more than "50000000", and "100000000" is less: make a number of the digits before you compare.';
