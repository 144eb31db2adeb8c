/** Exercise 06.2: a stranger gives a name once; from then on the address is known. */

import { CR_KEPT, causeOfMissingAnswers, SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import { TextForm } from "../../../core/patterns.ts";
import type { Cause, Peer } from "../../../core/peer.ts";
import { causeOfOtherWords, NOT_YET_ON_DISK } from "./causes.ts";
import {
  clientFrom,
  expectGreeting,
  expectKnown,
  expectQuestion,
  expectRow,
  leave,
  meet,
  NICE,
  ownNetwork,
  plainName,
} from "./helpers.ts";
import { ASKED, KNOWN, MET } from "./titles.ts";

const GOOD_BYE = new TextForm('"good-bye"', /^(?!exit\r?$)(?=.*\S)/);

export const greetingChecks = [
  check("06.2", MET, { needs: [ASKED], rule: "A name is stored." }, async (context) => {
    const server = await context.server();
    const address = `${ownNetwork(context)}.7`;
    await meet(context, server, address, plainName(context));
  }),

  check(
    "06.2",
    "a connection leaves no listener behind",
    { needs: [MET], rule: "leaves a listener behind" },
    async (context) => {
      const server = await context.ownServer();
      const network = ownNetwork(context);
      const first = await meet(context, server, `${network}.100`, plainName(context));
      await manyTimes(async () => {
        first.send("hello\n");
        await first.expectBytes("hello\n", "the answer to a line");
      });
      await manyTimes(async (count) => {
        const next = await meet(context, server, `${network}.${count}`, plainName(context));
        next.close();
      });
      expectNoListenersLeft(server.program);
    },
  ),

  check(
    "06.2",
    KNOWN,
    { needs: [MET], rule: "To a client whose address is known" },
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      const name = plainName(context);
      (await meet(context, server, address, name)).close();
      await expectKnown(context, server, address, name, "The name was given a moment ago.");
    },
  ),

  check(
    "06.2",
    "a stranger and an acquaintance are greeted in different words",
    { needs: [KNOWN], rule: "To a client whose address is known" },
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      const name = plainName(context);
      const stranger = await clientFrom(context, server, address);
      await expectQuestion(stranger, "the question to a stranger");
      stranger.send(`${name}\n`);
      await stranger.expectBytes(nice(name), "the greeting of a stranger", OTHER_WORDS);
      stranger.close();
      const known = await clientFrom(context, server, address);
      await known.expectBytes(
        `welcome back, ${name}\n`,
        "the greeting of a known client",
        OTHER_WORDS,
      );
    },
  ),

  check(
    "06.2",
    "a name that was greeted is in the file",
    { needs: [MET], rule: "a kill -9 from then on" },
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      const name = plainName(context);
      await meet(context, server, address, name);
      await expectRow(context, server, [address, name], NOT_YET_ON_DISK, 0);
    },
  ),

  check(
    "06.2",
    "after the greeting lines come back, and exit ends the connection",
    { needs: [MET], rule: "To a client whose address is known" },
    async (context) => {
      const server = await context.server();
      const client = await meet(context, server, `${ownNetwork(context)}.7`, plainName(context));
      for (const line of ["hello", "", "  two  blanks ", "EXIT"]) {
        client.send(`${line}\n`);
        const what = `the line ${JSON.stringify(line)}, back after the greeting`;
        await client.expectBytes(`${line}\n`, what, EVERY_LINE);
      }
      client.send("exit\n");
      await client.expectBytes("good-bye\n", "the answer to exit");
      const cause = "The good-bye is the last word: end your side behind it.";
      await client.expectEnd("after the good-bye the server ends its side", cause);
    },
  ),

  check(
    "06.2",
    "the name may come in pieces",
    { needs: [MET], rule: "Both sides send lines" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const name = plainName(context);
      const pieces = await clientFrom(context, server, `${network}.7`, "client A");
      await expectQuestion(pieces, "the question");
      await pieces.sendInPieces(`${name}\n`, [1, 2, 3]);
      await expectGreeting(pieces, name, "the greeting after a name in pieces", PIECES);
      const joined = await clientFrom(context, server, `${network}.8`, "client B");
      joined.send(`${name}\nhello\nexit\n`);
      await expectQuestion(joined, "the question");
      await expectGreeting(joined, name, "the greeting after a name and two lines", PIECES);
      await joined.expectBytes("hello\n", "the first line, back after the greeting", PIECES);
      await joined.expectLine(GOOD_BYE, "the answer to exit, which came in the same chunk", PIECES);
    },
  ),

  check(
    "06.2",
    "a line may end with CR LF",
    { needs: [MET], rule: "Both sides send lines" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const silent = await clientFrom(context, server, `${network}.7`, "client A");
      await expectQuestion(silent, "the question");
      await leave(silent, "exit\r\n", CR_KEPT);
      const name = plainName(context);
      const client = await clientFrom(context, server, `${network}.8`, "client B");
      await expectQuestion(client, "the question");
      client.send(`${name}\r\nhello\r\nexit\r\n`);
      await expectGreeting(client, name, "the greeting after a name with CR LF", CR_KEPT);
      await client.expectBytes("hello\n", "a line with CR LF, back", CR_KEPT);
      await client.expectLine(GOOD_BYE, "the answer to exit with CR LF", CR_KEPT);
    },
  ),

  check(
    "06.2",
    "another address is another client",
    { points: 2, needs: [MET], rule: "A client's address is its IP address" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const known = `${network}.10`;
      await meet(context, server, known, plainName(context));
      for (const address of [`${network}.1`, `${network}.100`, `${network}.101`, `${network}.11`]) {
        const client = await clientFrom(context, server, address);
        const isStart = known.startsWith(address);
        const like = isStart ? `is the beginning of ${known}` : `begins like ${known}`;
        const cause = `${address} ${like}, which is known. Compare whole addresses: a Map does; \`startsWith\`, \`includes\` and a search in the file's text do not.`;
        await expectQuestion(client, `the question to ${address}`, cause);
      }
    },
  ),

  check(
    "06.2",
    "clients that speak at the same time are kept apart",
    { needs: [MET], rule: "Both sides send lines" },
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const people = [7, 8].map((host) => ({
        address: `${network}.${host}`,
        name: plainName(context),
      }));
      const clients: Peer[] = [];
      for (const { address, name } of people) {
        const client = await clientFrom(context, server, address, `client ${"AB"[clients.length]}`);
        await expectQuestion(client, "the question", SHARED_STATE);
        client.send(name.slice(0, 3));
        await client.untilRead();
        clients.push(client);
      }
      for (const [at, client] of clients.entries()) {
        const { address, name } = people[at] ?? { address: "", name: "" };
        client.send(`${name.slice(3)}\n`);
        const what =
          "the greeting, after a name whose halves came with another client's between them";
        await expectGreeting(client, name, what, SHARED_STATE);
        await expectRow(context, server, [address, name], SHARED_STATE);
      }
    },
  ),

  check(
    "06.2",
    "twenty thousand lines in one write all come back",
    { needs: [MET], rule: "Both sides send lines" },
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      const client = await meet(context, server, address, plainName(context));
      const lines = "x\n".repeat(20_000);
      client.send(lines);
      await client.expectBytes(lines, "20,000 lines that came in one write", causeOfMissingAnswers);
    },
  ),
];

const OTHER_WORDS: Cause = ({ received }) => causeOfOtherWords(received);

const EVERY_LINE =
  "Every line but `exit` comes back as it was: an empty one, one with blanks, and EXIT in capitals too.";

const PIECES = "The end of a chunk is not the end of a line. A name ends where its line ends.";

function nice(name: string): string {
  return `${NICE}, ${name}\n`;
}
