/** Exercise 07.1: users are registered, and what is kept of their passwords. */
import { RECURSION, SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import type { Peer } from "../../../core/peer.ts";
import { sendAtOnce } from "../../../players/at-once.ts";
import { askJson, expectJson, jsonLine, type Message } from "../../../players/json-lines.ts";
import { recordIn } from "../../../players/password-records.ts";
import {
  done,
  newName,
  newPassword,
  refusal,
  register,
  registered,
} from "../../../players/users.ts";
import { expectRecord, expectUserLine } from "../../../players/users-file.ts";
import { ifAnswered, QUICK, sharedServer } from "./helpers.ts";
import { REGISTERS } from "./titles.ts";

const RECORD = "a password is kept as scrypt with a salt";

/** No machine of today computes scrypt at the default cost as quickly as this, in milliseconds. */
const IMPOSSIBLY_QUICK_MS = 100;

const MIXED_HALVES = `A line may come in pieces: keep its beginning until the rest has come. ${SHARED_STATE}`;

export const registerChecks = [
  check("07.1", REGISTERS, { rule: "What a client asks for" }, async (context) => {
    await registered(context, await sharedServer(context));
  }),

  check(
    "07.1",
    "a registration gets one answer: registered",
    { needs: [REGISTERS], rule: "What a client asks for" },
    async (context) => {
      const peer = await context.connect(await sharedServer(context));
      const request = register(newName(context), newPassword(context));
      const what = "the answer to a registration";
      await askJson(peer, request, { type: "registered" }, { what, cause: NOT_A_LOG_IN });
      const next = { what: "the answer to the next request", cause: NOT_A_LOG_IN };
      await askJson(peer, request, refusal("name is taken"), next);
    },
  ),

  check(
    "07.1",
    RECORD,
    { points: 2, needs: [REGISTERS], rule: "users.csv in the data folder has the first line" },
    async (context) => {
      const server = await sharedServer(context);
      const { name, password } = await registered(context, server);
      const line = await expectUserLine(context, server, name);
      expectRecord(context, server, { line, secret: password, kind: "scrypt", ln: 10 });
    },
  ),

  check(
    "07.1",
    "two users with one password get different records",
    { needs: [RECORD], rule: "users.csv in the data folder has the first line" },
    async (context) => {
      const server = await sharedServer(context);
      const password = newPassword(context);
      const one = await registered(context, server, { password });
      const other = await registered(context, server, { password });
      const lines = [
        await expectUserLine(context, server, one.name),
        await expectUserLine(context, server, other.name),
      ];
      const [first, second] = lines.map(recordIn);
      if (first === undefined || second === undefined || !first.salt.equals(second.salt)) return;
      fail(
        "Two users with the same password should have two salts; both have the same one.",
        "One salt for all makes one task of all records: a word that is tried once is tried at everybody. Take new random bytes for each.",
      );
    },
  ),

  check(
    "07.1",
    "the usual cost of a hash is 2^17, and slow",
    { points: 2, needs: [REGISTERS], rule: "sets N for new records" },
    async (context) => {
      const server = await context.ownServer();
      const start = performance.now();
      const { name, password } = await registered(context, server);
      const took = performance.now() - start;
      const line = await expectUserLine(context, server, name);
      expectRecord(context, server, { line, secret: password, kind: "scrypt", ln: 17 });
      if (took >= IMPOSSIBLY_QUICK_MS) return;
      fail(
        `At the usual cost a registration should take some tenths of a second; it took ${Math.round(took)} ms.`,
      );
    },
  ),

  check(
    "07.1",
    "of those who want one name at once, one gets it",
    { needs: [REGISTERS], rule: "A name that somebody has" },
    async (context) => {
      const server = await context.ownServer(...QUICK, "--scrypt-ln", "13");
      const name = newName(context);
      const peers = await Promise.all(
        ["A", "B", "C", "D"].map((letter) => context.connect(server, `client ${letter}`)),
      );
      const requests = peers.map(() => jsonLine(register(name, newPassword(context))));
      sendAtOnce(server, peers, requests);
      const answers = await Promise.all(
        peers.map((peer) => expectJson(peer, {}, { what: "the answer to a registration" })),
      );
      const types = answers.map(({ type }) => type).sort();
      if (types.filter((type) => type === "refused").length === 3) return;
      fail(
        `One of the four should be registered, the others refused; their answers were: ${types.join(", ")}.`,
        {
          general:
            "The name was free when each of them asked, and taken when the hash was ready: ask again when the hash is there, or take the name before it.",
          node: "The name was free when each of them asked, and taken when the hash was ready: ask again after every await, or take the name before it.",
        },
      );
    },
  ),

  check(
    "07.1",
    "users who register at the same time are all kept",
    { points: 2, needs: [REGISTERS], rule: "registered is said when the line is on disk" },
    async (context) => {
      const server = await sharedServer(context);
      const names: string[] = [];
      for (let round = 1; round <= 5; round++) {
        const peers = await Promise.all(
          Array.from({ length: 8 }, (_, at) => context.connect(server, `client ${at + 1}`)),
        );
        const asked = peers.map(() => newName(context));
        const requests = asked.map((name) => jsonLine(register(name, newPassword(context))));
        sendAtOnce(server, peers, requests);
        for (const peer of peers) {
          await expectJson(
            peer,
            { type: done("registered") },
            { what: "the answer to a registration" },
          );
        }
        names.push(...asked);
      }
      for (const name of names) await expectUserLine(context, server, name, OVERWRITTEN);
    },
  ),

  check(
    "07.1",
    "clients that speak at the same time are kept apart",
    { needs: [REGISTERS], rule: "A message is one JSON object" },
    async (context) => {
      const server = await sharedServer(context);
      const clients = [
        await context.connect(server, "client A"),
        await context.connect(server, "client B"),
      ];
      const requests = clients.map(() =>
        jsonLine(register(newName(context), newPassword(context))),
      );
      for (const [at, client] of clients.entries()) {
        client.send(requests[at]?.slice(0, 20 + at) ?? "");
        await client.untilRead();
      }
      for (const [at, client] of clients.entries()) {
        client.send(requests[at]?.slice(20 + at) ?? "");
        const what = "the answer to a request whose halves came with another client's between them";
        await expectJson(client, { type: done("registered") }, { what, cause: causeOfMixedHalves });
      }
    },
  ),

  check(
    "07.1",
    "twenty thousand requests in one write are all answered",
    { needs: [REGISTERS], rule: "A message is one JSON object" },
    async (context) => {
      const server = await sharedServer(context);
      const peer = await context.connect(server);
      const count = 20_000;
      peer.send("x\n".repeat(count) + jsonLine(register(newName(context), newPassword(context))));
      const answers = await answersOf(peer, count + 1);
      const last = answers[count];
      if (last !== undefined && !last.includes('"refused"')) return;
      fail(
        `Of ${count + 1} requests in one write each should be answered; ${answers.length} were.`,
        answers.length === 0 ? undefined : RECURSION,
      );
    },
  ),

  check(
    "07.1",
    "a name is the same in large and small letters",
    { needs: [REGISTERS], rule: "A name is 1 to 32 letters" },
    async (context) => {
      const server = await sharedServer(context);
      const { name, peer } = await registered(context, server);
      for (const same of [name.toUpperCase(), ` ${name}`]) {
        await askJson(peer, register(same, newPassword(context)), refusal("name is taken"), {
          what: `the answer to a registration as ${JSON.stringify(same)}`,
          cause:
            "Whoever can be called ADA beside ada can pass for her: bring names into one form before you look them up.",
        });
      }
    },
  ),

  check(
    "07.1",
    "__proto__ is a name like any other",
    { needs: [REGISTERS], rule: "A name is 1 to 32 letters" },
    async (context) => {
      const server = await sharedServer(context);
      const cause = ifAnswered(
        "An object has properties of its own kind under that name. Keep users in a Map.",
      );
      for (const name of ["__proto__", "constructor", "toString"]) {
        const { peer } = await registered(context, server, { name, cause });
        const again = { what: `the second registration as ${name}`, cause };
        await askJson(peer, register(name, newPassword(context)), refusal("name is taken"), again);
      }
    },
  ),
];

/** The next lines that come, up to so many; fewer when the server leaves or says nothing more. */
async function answersOf(peer: Peer, count: number): Promise<string[]> {
  for (;;) {
    const before = peer.received.length;
    const lines = peer.received.toString().split("\n").slice(0, -1);
    if (lines.length >= count) return lines;
    await peer.untilBytes(before + 1);
    if (peer.received.length === before) return lines;
  }
}

/** Of two requests whose halves came in turns: without an answer nothing can be said. */
function causeOfMixedHalves(answer: Message | undefined): string | undefined {
  return answer === undefined ? undefined : MIXED_HALVES;
}

const OVERWRITTEN =
  "Another registration has written over it. Two read the whole file, each adds its user, each writes the file back, and the second undoes the first. Add a line at the end instead, or let one finish before the next begins.";

const NOT_A_LOG_IN =
  "Each request gets exactly one answer. To register is not to log in: the client asks for that by itself.";
