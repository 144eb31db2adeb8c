/** What is asked of lab 07: passwords kept well, tokens checked first, guessing made slow. The rules stand in its README. */

import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { RECURSION, SHARED_STATE } from "../../core/causes.ts";
import { checksOf } from "../../core/check.ts";
import { CheckFailed, fail, GraderWasLate } from "../../core/failure.ts";
import { killAfter } from "../../core/kill-after.ts";
import { withWholeLogs } from "../../core/log-lines.ts";
import { expectNoListenersLeft, manyTimes } from "../../core/many-visits.ts";
import { nowAndThen } from "../../core/now-and-then.ts";
import { paced } from "../../core/pace.ts";
import { beginningWith, TextForm } from "../../core/patterns.ts";
import type { Peer } from "../../core/peer.ts";
import type { Program } from "../../core/program.ts";
import type { RunningServer, Stage } from "../../core/stage.ts";
import { sendAtOnce } from "../../players/at-once.ts";
import { askJson, expectJson, jsonLine, type Message } from "../../players/json-lines.ts";
import { madeRecord, otherRecord, recordIn } from "../../players/password-records.ts";
import {
  done,
  expectAccepted,
  expectLogInLogged,
  expectTaken,
  expectTooMany,
  expectWait,
  loggedIn,
  logIn,
  newName,
  newPassword,
  refusal,
  register,
  registered,
  say,
  type User,
  WRONG,
} from "../../players/users.ts";
import { BARE_MD5, expectNowhere, expectRecord, expectUserLine } from "../../players/users-file.ts";

const check = withWholeLogs(checksOf("07-authentication"));

const REGISTERS = "a new user is registered";
const RECORD = "a password is kept as scrypt with a salt";
const ACCEPTS = "the right password is accepted";
const REFUSES = "a wrong password and an unknown user get the same answer";
const WELCOME = "a log-in is welcomed with a token of 32 bytes";
const SERVES = "with the token the server serves";
const WAITS = "after too many wrong passwords even the right one must wait";
const ENTERS = "the client logs in, and sends its token with every message";

const NOT_LOGGED_IN = "not logged in";

/** A hash so cheap that checks are quick, and a throttle that they meet only if they mean to. */
const QUICK = ["--scrypt-ln", "10", "--address-attempts", "100000"];
const SHARED = [...QUICK, "--account-attempts", "3", "--first-delay-ms", "60000"];

/** Whoever waits behind nine others is answered when one is left at most; whoever does not, at once. */
const HANDS_LEFT = 3;

/** No machine of today computes scrypt at the default cost as quickly as this, in milliseconds. */
const IMPOSSIBLY_QUICK_MS = 100;

/** Whoever is told this need not wait: the words themselves are asked for by a check of their own. */
const LOOKED_AT = new TextForm(
  `"${WRONG}", or another text that does not begin with "too many attempts"`,
  /^(?!too many attempts)/,
);

const MIXED_HALVES = `A line may come in pieces: keep its beginning until the rest has come. ${SHARED_STATE}`;

const NO_TOKEN = "Whoever holds a token is logged in. Make one only when the password was right.";

const ANY_LINE = new TextForm("a line", /^/);

check("07.1", REGISTERS, { rule: "What a client asks for" }, async (stage) => {
  await registered(stage, await sharedServer(stage));
});

check(
  "07.1",
  "a registration gets one answer: registered",
  { needs: [REGISTERS], rule: "What a client asks for" },
  async (stage) => {
    const peer = await stage.connect(await sharedServer(stage));
    const request = register(newName(stage), newPassword(stage));
    const what = "the answer to a registration";
    await askJson(peer, request, { type: "registered" }, { what, cause: NOT_A_LOG_IN });
    const next = { what: "the answer to the next request", cause: NOT_A_LOG_IN };
    await askJson(peer, request, refusal("name is taken"), next);
  },
);

check(
  "07.1",
  RECORD,
  { points: 2, needs: [REGISTERS], rule: "users.csv in the data folder has the first line" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name, password } = await registered(stage, server);
    const line = await expectUserLine(stage, server, name);
    expectRecord(stage, server, { line, secret: password, kind: "scrypt", ln: 10 });
  },
);

check(
  "07.1",
  "two users with one password get different records",
  { needs: [RECORD], rule: "users.csv in the data folder has the first line" },
  async (stage) => {
    const server = await sharedServer(stage);
    const password = newPassword(stage);
    const one = await registered(stage, server, { password });
    const other = await registered(stage, server, { password });
    const lines = [
      await expectUserLine(stage, server, one.name),
      await expectUserLine(stage, server, other.name),
    ];
    const [first, second] = lines.map(recordIn);
    if (first === undefined || second === undefined || !first.salt.equals(second.salt)) return;
    fail(
      "Two users with the same password should have two salts; both have the same one.",
      "One salt for all makes one task of all records: a word that is tried once is tried at everybody. Take new random bytes for each.",
    );
  },
);

check(
  "07.1",
  "the usual cost of a hash is 2^17, and slow",
  { points: 2, needs: [REGISTERS], rule: "sets N for new records" },
  async (stage) => {
    const server = await stage.ownServer();
    const start = performance.now();
    const { name, password } = await registered(stage, server);
    const took = performance.now() - start;
    const line = await expectUserLine(stage, server, name);
    expectRecord(stage, server, { line, secret: password, kind: "scrypt", ln: 17 });
    if (took >= IMPOSSIBLY_QUICK_MS) return;
    fail(
      `At the usual cost a registration should take some tenths of a second; it took ${Math.round(took)} ms.`,
    );
  },
);

check(
  "07.1",
  "of those who want one name at once, one gets it",
  { needs: [REGISTERS], rule: "A name that somebody has" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK, "--scrypt-ln", "13");
    const name = newName(stage);
    const peers = await Promise.all(
      ["A", "B", "C", "D"].map((letter) => stage.connect(server, `client ${letter}`)),
    );
    const requests = peers.map(() => jsonLine(register(name, newPassword(stage))));
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
);

check(
  "07.1",
  "users who register at the same time are all kept",
  { points: 2, needs: [REGISTERS], rule: "registered is said when the line is on disk" },
  async (stage) => {
    const server = await sharedServer(stage);
    const names: string[] = [];
    for (let round = 1; round <= 5; round++) {
      const peers = await Promise.all(
        Array.from({ length: 8 }, (_, at) => stage.connect(server, `client ${at + 1}`)),
      );
      const asked = peers.map(() => newName(stage));
      const requests = asked.map((name) => jsonLine(register(name, newPassword(stage))));
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
    for (const name of names) await expectUserLine(stage, server, name, OVERWRITTEN);
  },
);

check(
  "07.1",
  "clients that speak at the same time are kept apart",
  { needs: [REGISTERS], rule: "A message is one JSON object" },
  async (stage) => {
    const server = await sharedServer(stage);
    const clients = [
      await stage.connect(server, "client A"),
      await stage.connect(server, "client B"),
    ];
    const requests = clients.map(() => jsonLine(register(newName(stage), newPassword(stage))));
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
);

check(
  "07.1",
  "twenty thousand requests in one write are all answered",
  { needs: [REGISTERS], rule: "A message is one JSON object" },
  async (stage) => {
    const server = await sharedServer(stage);
    const peer = await stage.connect(server);
    const count = 20_000;
    peer.send("x\n".repeat(count) + jsonLine(register(newName(stage), newPassword(stage))));
    const answers = await answersOf(peer, count + 1);
    const last = answers[count];
    if (last !== undefined && !last.includes('"refused"')) return;
    fail(
      `Of ${count + 1} requests in one write each should be answered; ${answers.length} were.`,
      answers.length === 0 ? undefined : RECURSION,
    );
  },
);

check(
  "07.1",
  "a name is the same in large and small letters",
  { needs: [REGISTERS], rule: "A name is 1 to 32 letters" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name, peer } = await registered(stage, server);
    for (const same of [name.toUpperCase(), ` ${name}`]) {
      await askJson(peer, register(same, newPassword(stage)), refusal("name is taken"), {
        what: `the answer to a registration as ${JSON.stringify(same)}`,
        cause:
          "Whoever can be called ADA beside ada can pass for her: bring names into one form before you look them up.",
      });
    }
  },
);

check(
  "07.1",
  "__proto__ is a name like any other",
  { needs: [REGISTERS], rule: "A name is 1 to 32 letters" },
  async (stage) => {
    const server = await sharedServer(stage);
    const cause = ifAnswered(
      "An object has properties of its own kind under that name. Keep users in a Map.",
    );
    for (const name of ["__proto__", "constructor", "toString"]) {
      const { peer } = await registered(stage, server, { name, cause });
      const again = { what: `the second registration as ${name}`, cause };
      await askJson(peer, register(name, newPassword(stage)), refusal("name is taken"), again);
    }
  },
);

check(
  "07.1",
  "bad names and passwords are refused",
  { points: 2, needs: [REGISTERS], rule: "A new password has 8 to 256 characters" },
  async (stage) => {
    const server = await sharedServer(stage);
    const peer = await stage.connect(server);
    const password = newPassword(stage);
    for (const [name, cause] of [
      ["", "Nobody is called nothing."],
      ["a\u001b[2Jb", "A control character in a name commands the terminals of all who see it."],
      ["x".repeat(33), "A name has 32 letters at most."],
    ] as const) {
      const what = `the answer to the name ${JSON.stringify(name)}`;
      await askJson(peer, register(name, password), refusal(beginningWith("bad name: ")), {
        what,
        cause,
      });
    }
    for (const [bad, cause] of [
      ["seven77", "A password has 8 characters at least."],
      ["😀".repeat(7), "`length` counts UTF-16 units, and an emoji has two: count characters."],
      ["x".repeat(257), "A password has 256 characters at most."],
      ["Password123", "It is one of the first that anybody tries. Large letters do not help."],
    ] as const) {
      const what = `the answer to the password ${JSON.stringify(bad.slice(0, 20))}`;
      const request = register(newName(stage), bad);
      await askJson(peer, request, refusal(beginningWith("bad password: ")), { what, cause });
    }
    for (const good of ["        ", "ж".repeat(256), "😀".repeat(8)]) {
      const cause = `The password is ${JSON.stringify(good.slice(0, 20))}…: every character is allowed, and counts as one.`;
      await registered(stage, server, { password: good, cause: ifAnswered(cause) });
    }
  },
);

check(
  "07.1",
  "what is not understood is answered",
  { points: 2, needs: [REGISTERS], rule: "A line that is no JSON object" },
  async (stage) => {
    const peer = await stage.connect(await sharedServer(stage));
    const password = newPassword(stage);
    for (const line of [
      "hello",
      "",
      "[]",
      "null",
      '{"type":"register"',
      '{"type":"register"}',
      '{"type":"register","name":"ada"}',
      `{"type":"register","name":["ada"],"password":"${password}"}`,
      '{"type":"register","name":"ada","password":12345678}',
    ]) {
      peer.send(`${line}\n`);
      await expectJson(peer, refusal(beginningWith("not understood: ")), {
        what: `the answer to the line ${JSON.stringify(line)}`,
        cause:
          "Whatever comes from the network can be anything: look at the form of each field before you use it.",
      });
    }
    const name = newName(stage);
    await askJson(
      peer,
      register(name, password),
      { type: done("registered") },
      {
        what: "the answer to a good request after them",
        cause: "A line that is not understood costs its sender an answer, and nothing else.",
      },
    );
  },
);

check(
  "07.1",
  "requests may come in pieces, and two together",
  { needs: [REGISTERS], rule: "A message is one JSON object" },
  async (stage) => {
    const server = await sharedServer(stage);
    const slow = await stage.connect(server, "client A");
    const one = jsonLine(register(`Zoë-${newName(stage)}`, newPassword(stage)));
    await slow.sendInPieces(one, [1, 20, 7, 1, 5, 30]);
    const what = "the answer to a request in pieces";
    await expectJson(slow, { type: done("registered") }, { what, cause: PIECES });
    const quick = await stage.connect(server, "client B");
    quick.send(one + jsonLine(register(newName(stage), newPassword(stage))));
    const both = "the answers to two requests that came together";
    await expectJson(quick, refusal("name is taken"), { what: both, cause: PIECES });
    await expectJson(quick, { type: done("registered") }, { what: both, cause: PIECES });
  },
);

check(
  "07.1",
  "a client that says nothing holds up nobody",
  { needs: [REGISTERS], rule: "A client that says nothing holds up nobody" },
  async (stage) => {
    const server = await sharedServer(stage);
    const silent = await stage.connect(server, "silent client");
    const slow = await stage.connect(server, "slow client");
    slow.send('{"type":"register","name":"ad');
    await slow.untilRead();
    const cause =
      "While one client thinks about its password, the others wait: each visit needs its own course.";
    await registered(stage, server, { cause });
    slow.reset();
    await registered(stage, server, {
      cause: "The reset of one client ended the server, or holds up the others.",
    });
    silent.expectNothing("the silent client should get nothing");
  },
);

check(
  "07.1",
  "a client has a deadline to log in",
  { points: 2, needs: [REGISTERS], rule: "A connection that has shown neither" },
  async (stage) => {
    const limitMs = paced(1_000);
    const server = await stage.ownServer(...QUICK, "--log-in-ms", String(limitMs));
    const [silent, trickling] = [
      await stage.connect(server, "silent client"),
      await stage.connect(server, "trickling client"),
    ];
    await nowAndThen({ everyMs: 20, limitMs, send: () => trickling.send(" ") }, async () => {
      await expectJson(silent, refusal(), { what: "the end of patience with a silent client" });
      await silent.expectEnd("after it the server ends its side");
      const cause =
        "A limit on silence starts anew with every byte, and one byte now and then is no silence: take a deadline from the connecting on.";
      const what = "the end of patience with a client that sends one byte now and then";
      await expectJson(trickling, refusal(), { what, cause });
      await trickling.expectEnd("after it the server ends its side");
    });
  },
);

check(
  "07.1",
  "an acknowledged registration survives kill -9",
  { points: 2, needs: [REGISTERS], rule: "registered is said when the line is on disk" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK);
    const { name } = await killAfter(server, () => registered(stage, server));
    const next = await stage.ownServer(...QUICK, "--data", server.program.data);
    await expectTaken(
      stage,
      next,
      name,
      "`registered` is a promise: say it when the row is on disk, not before. Nothing is written at a SIGKILL.",
    );
  },
);

check(
  "07.1",
  "a missing or damaged users file stops nobody",
  { points: 2, needs: [REGISTERS], rule: "registered is said when the line is on disk" },
  async (stage) => {
    const data = stage.dataFolder();
    const cause = "A file can be empty, torn or edited. Use what can be read, and report the rest.";
    write(stage, data, "users.csv", "");
    await registered(stage, await stage.ownServer(...QUICK, "--data", data), { cause });
    const other = stage.dataFolder();
    const record = madeRecord("correct horse", 10, Buffer.from("sixteen bytes..."));
    const lines = [
      "name,password",
      `ada,"${record}"`,
      'x,"y',
      "1,2,3",
      'grace,"$scrypt$ln=10,r=8,p=1$c2l',
    ];
    write(stage, other, "users.csv", lines.join("\n"));
    const server = await stage.ownServer(...QUICK, "--data", other);
    await expectTaken(stage, server, "ada", cause);
    await registered(stage, server, { cause });
  },
);

check(
  "07.2",
  ACCEPTS,
  { points: 2, needs: [REGISTERS], rule: "What a client asks for" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name, password, peer } = await registered(stage, server);
    await expectAccepted(stage, server, peer, { name, password });
  },
);

check(
  "07.2",
  REFUSES,
  { points: 2, needs: [ACCEPTS], rule: "A wrong password and an unknown name" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name, password, peer } = await registered(stage, server);
    const answers: string[] = [];
    for (const [who, tried] of [
      [name, password.slice(0, -1)],
      [name, `${password}x`],
      [newName(stage), password],
    ] as const) {
      peer.send(jsonLine(logIn(who, tried)));
      const answer = await expectJson(peer, refusal(), {
        what: `the answer to ${who === name ? "a wrong password" : "an unknown user"}`,
        cause: (message) => (message?.type === "welcome" ? WELCOMED_ALL : undefined),
      });
      if ("token" in answer)
        fail("A refused log-in should bring no token; it brought one.", NO_TOKEN);
      answers.push(JSON.stringify(answer));
    }
    const cause =
      "The difference tells a stranger which names exist: then only passwords are left to guess. `npm run lab 07 list-users` shows how quickly that goes.";
    if (new Set(answers).size > 1) {
      fail(
        `A wrong password and an unknown user should get the same answer; they got ${answers[0]} and ${answers[2]}.`,
        cause,
      );
    }
    if (answers[0]?.includes(WRONG)) return;
    fail(`The reason should be "${WRONG}"; the answer is ${answers[0]}.`);
  },
);

check(
  "07.2",
  "an unknown user costs a hash too",
  { points: 2, needs: [REFUSES], rule: "A wrong password and an unknown name" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK, "--scrypt-ln", "14", "--account-attempts", "99");
    const { name } = await registered(stage, server);
    // Nobody is promised to be served in the order of coming: once may be by chance, three times is not.
    for (let round = 1; round <= 3; round++) {
      const stranger = await stage.connect(server, "the client with an unknown name");
      const known = await busyHands(stage, server, () => name);
      const request = logIn(newName(stage), newPassword(stage));
      await askJson(stranger, request, refusal(LOOKED_AT), {
        what: "the answer to an unknown user",
      });
      if ((await unanswered(known)) < HANDS_LEFT) return;
      for (const peer of known) await peer.expectLine(ANY_LINE, "the answer to a known user");
    }
    fail(
      "Log-ins with a known name were at work and waiting: an unknown name should have to wait behind them. It was answered before.",
      "The time of the answer tells which names exist: for an unknown one, compute a hash all the same, with a record of nobody.",
    );
  },
);

check(
  "07.2",
  "more than ten log-ins at once are told that all are busy",
  { points: 2, needs: [REFUSES], rule: "At most two hashes are computed" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK, "--scrypt-ln", "13");
    const peers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => stage.connect(server, `client ${index + 1}`)),
    );
    const requests = peers.map(() => jsonLine(logIn(newName(stage), newPassword(stage))));
    sendAtOnce(server, peers, requests);
    const answers = await Promise.all(
      peers.map((peer) =>
        expectJson(peer, refusal(), { what: "the answer to one of 30 log-ins at once" }),
      ),
    );
    const busy = answers.filter(({ reason }) => String(reason).startsWith("busy")).length;
    if (busy === 30)
      fail(
        "Of 30 log-ins at once some should be looked at; all were told that the server is busy.",
      );
    if (busy >= 10) return;
    fail(
      `Of 30 log-ins at once two are hashed and eight wait: at least 10 of the others should be told "busy" at once; ${busy} were.`,
      "A hash takes memory and time, and whoever asks for a hundred takes down the server. Let two work, let a few wait, and send the others away.",
    );
  },
);

check(
  "07.2",
  "the letters of a password may be put together in two ways",
  { needs: [ACCEPTS], rule: "users.csv in the data folder has the first line" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name, password, peer } = await registered(stage, server, {
      password: "caf\u00e9 cr\u00e8me",
    });
    const cause =
      "é can be one code point or two; both look the same, and keyboards differ. Bring passwords into Unicode's form NFC before you hash them.";
    await expectAccepted(stage, server, peer, { name, password: password.normalize("NFD"), cause });
  },
);

check(
  "07.2",
  "a record tells its own cost and salt",
  { points: 2, needs: [ACCEPTS], rule: "sets N for new records" },
  async (stage) => {
    const data = stage.dataFolder();
    const password = newPassword(stage);
    const record = madeRecord(password, 11, stage.random.bytes(20));
    write(
      stage,
      data,
      "users.csv",
      `name,password\nada,"${record}"\nbob,"${record.slice(0, -9)}"\n`,
    );
    const server = await stage.ownServer(...QUICK, "--data", data);
    const peer = await stage.connect(server);
    const what = "the answer to a user whose record is damaged";
    await askJson(peer, logIn("bob", password), refusal(LOOKED_AT), { what });
    const cause =
      "This record has another cost and a longer salt than the server's own. Take both from the record, never from a constant.";
    await expectAccepted(stage, server, peer, { name: "ada", password, cause });
  },
);

check(
  "07.2",
  "the whole hash is compared",
  { points: 2, needs: [ACCEPTS], rule: "users.csv in the data folder has the first line" },
  async (stage) => {
    const data = stage.dataFolder();
    const password = newPassword(stage);
    const salt = stage.random.bytes(16);
    const lines = CHANGED_BYTES.map(([user, at]) => `${user},"${otherRecord(password, salt, at)}"`);
    const good = `grace,"${madeRecord(password, 10, salt)}"`;
    write(stage, data, "users.csv", ["name,password", ...lines, good, ""].join("\n"));
    const server = await stage.ownServer(...QUICK, "--data", data);
    const peer = await stage.connect(server);
    for (const [user, at] of CHANGED_BYTES) {
      await askJson(peer, logIn(user, password), refusal(LOOKED_AT), {
        what: `the answer to a user whose hash is another one in byte ${at + 1} of 32`,
        cause: "Two hashes that are partly the same are two hashes: compare all 32 bytes.",
      });
    }
    await expectAccepted(stage, server, peer, { name: "grace", password });
  },
);

check(
  "07.2",
  "every character of a password counts",
  { points: 2, needs: [ACCEPTS], rule: "users.csv in the data folder has the first line" },
  async (stage) => {
    const server = await sharedServer(stage);
    for (const [password, other, cause] of OTHER_PASSWORDS) {
      const { name, peer } = await registered(stage, server, { password });
      const what = `the answer to ${shownPassword(other)} in place of ${shownPassword(password)}`;
      await askJson(peer, logIn(name, other), refusal(LOOKED_AT), { what, cause });
      await expectAccepted(stage, server, peer, { name, password, cause });
    }
  },
);

check(
  "07.2",
  "the log tells of each log-in",
  { needs: [ACCEPTS], rule: "server.log in the data folder" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name, password, peer } = await registered(stage, server);
    await expectAccepted(stage, server, peer, { name, password });
    await expectLogInLogged(stage, server, name);
  },
);

check(
  "07.2",
  "a name cannot forge a field of the log",
  { needs: [ACCEPTS], rule: "server.log in the data folder" },
  async (stage) => {
    const server = await sharedServer(stage);
    const number = stage.random.integer(1_000, 9_999);
    for (const end of [" level=error", '" user="eve', "\\n", "=eve"]) {
      const name = `ada${number}${end}`;
      const { password, peer } = await registered(stage, server, { name });
      const cause =
        "A name is what its user likes. With a blank or an = in it, it reads like the next field: write it in quotation marks, as JSON does.";
      await expectAccepted(stage, server, peer, { name, password, cause });
      await expectLogInLogged(stage, server, name, cause);
    }
  },
);

check(
  "07.2",
  "secrets stand in no file and on no screen",
  { points: 2, needs: [ACCEPTS], rule: "No password, right or wrong" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK);
    const { name, password, peer } = await registered(stage, server);
    const wrong = newPassword(stage);
    await askJson(peer, logIn(name, wrong), refusal(LOOKED_AT), {
      what: "the answer to a wrong password",
    });
    await expectAccepted(stage, server, peer, { name, password });
    await stopped(server, peer);
    const cause =
      "What is logged is kept, copied and mailed. A wrong password too: it is often the right one with a typing error.";
    expectNowhere(stage, server, { "the password": password, "the wrong password": wrong }, cause);
  },
);

check(
  "07.2",
  "old md5 users are wrapped at the start",
  { points: 2, needs: [ACCEPTS], rule: "Old users." },
  async (stage) => {
    const { server, password, md5 } = await serverWithMd5User(stage);
    const line = await expectUserLine(stage, server, "grace");
    expectRecord(stage, server, { line, secret: md5, kind: "md5+scrypt", ln: 10 });
    if (readdirSync(server.program.data).includes("users-md5.csv")) {
      fail("After the import users-md5.csv should be gone; it is still there.", BARE_MD5);
    }
    const peer = await stage.connect(server);
    await askJson(peer, logIn("grace", md5), refusal(LOOKED_AT), {
      what: "the answer to the md5 in the password's place",
      cause: "Whoever has stolen the old file has the md5: it must not open the door.",
    });
    await expectAccepted(stage, server, peer, { name: "grace", password });
    await stopped(server, peer);
    expectNowhere(stage, server, { "the md5": md5 }, BARE_MD5);
  },
);

check(
  "07.2",
  "an old record is replaced at the log-in",
  { points: 2, needs: [ACCEPTS], rule: "Old users." },
  async (stage) => {
    const { server, password } = await serverWithMd5User(stage);
    const peer = await stage.connect(server);
    await expectAccepted(stage, server, peer, { name: "grace", password });
    const line = await expectUserLine(stage, server, "grace");
    expectRecord(stage, server, { line, secret: password, kind: "scrypt", ln: 10 });
    await expectTaken(stage, server, "grace");
  },
);

check(
  "07.3",
  WELCOME,
  { points: 2, needs: [ACCEPTS], rule: "A token is 32 random bytes" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { token } = await loggedIn(stage, server);
    const bytes = Buffer.from(token, "base64url");
    if (bytes.length === 32 && bytes.toString("base64url") === token) return;
    fail(
      `A token should be 32 bytes in base64url, 43 characters; it is "${token}".`,
      'Too short can be guessed, and other letters need care on the way. `randomBytes(32).toString("base64url")` is both.',
    );
  },
);

check(
  "07.3",
  "every log-in gets a token of its own",
  { needs: [ACCEPTS], rule: "A token is 32 random bytes" },
  async (stage) => {
    const server = await sharedServer(stage);
    const start = Date.now();
    const user = await loggedIn(stage, server);
    const guess = guessedToken(user, start, Date.now());
    if (guess !== undefined) {
      fail(
        `Nobody should be able to compute a token; it is the sha256 of ${guess}.`,
        "Whoever knows the name and about when somebody has logged in tries some thousand times. Take random bytes, which depend on nothing.",
      );
    }
    const again = await loggedIn(stage, server, { name: user.name, password: user.password });
    const other = await loggedIn(stage, server);
    if (new Set([user.token, again.token, other.token]).size === 3) return;
    fail(
      "Three log-ins should get three tokens; two of them are the same.",
      "A token that depends on the name can be computed by anybody, and cannot be ended. Take random bytes for each log-in.",
    );
  },
);

check(
  "07.3",
  "each client is welcomed under its own name",
  { points: 2, needs: [ACCEPTS], rule: "What a client asks for" },
  async (stage) => {
    const server = await sharedServer(stage);
    const users = [
      await registered(stage, server),
      await registered(stage, server),
      await registered(stage, server),
    ];
    const peers = users.map(({ peer }) => peer);
    const requests = users.map(({ name, password }) => jsonLine(logIn(name, password)));
    sendAtOnce(server, peers, requests);
    const what = "the answer to one of three log-ins at the same time";
    for (const { name, peer } of users) {
      await expectJson(peer, { type: "welcome", name }, { what, cause: SHARED_STATE });
    }
    const [{ name, password } = { name: "", password: "" }] = users;
    const peer = await stage.connect(server);
    await askJson(
      peer,
      logIn(name.toUpperCase(), password),
      { type: "welcome", name },
      { what: "the answer to a log-in in capital letters", cause: NAME_AS_TYPED },
    );
  },
);

check(
  "07.3",
  "a token stands in no file and on no screen",
  { points: 2, needs: [ACCEPTS], rule: "No password, right or wrong" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK);
    const { token, peer } = await loggedIn(stage, server);
    peer.close();
    await stopped(server, peer);
    const cause =
      "Whoever has the token is logged in, without a password. It belongs in no log; the server itself keeps only its SHA-256.";
    expectNowhere(stage, server, { "the token": token }, cause);
  },
);

check(
  "07.4",
  SERVES,
  { points: 2, needs: [ACCEPTS], rule: "What a client asks for" },
  async (stage) => {
    const { peer, token } = await loggedIn(stage, await sharedServer(stage));
    for (const text of [stage.random.asciiWord(), "", 'a "quote"', "x".repeat(10_000)]) {
      await askJson(peer, say(token, text), { type: "said", text }, { what: "the answer to say" });
    }
  },
);

check(
  "07.4",
  "a visit leaves no listener behind",
  { needs: [SERVES], rule: "leaves a listener behind" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK);
    const serves = async ({ peer, token }: { peer: Peer; token: string }) => {
      await askJson(peer, say(token, "hello"), { type: "said" }, { what: "the answer to say" });
    };
    const { name, password, ...first } = await loggedIn(stage, server);
    await manyTimes(() => serves(first));
    await manyTimes(async () => {
      const next = await loggedIn(stage, server, { name, password });
      await serves(next);
      next.peer.close();
    });
    expectNoListenersLeft(server.program);
  },
);

check(
  "07.4",
  "a text comes back as it was, in any script",
  { needs: [SERVES], rule: "What a client asks for" },
  async (stage) => {
    const { peer, token } = await loggedIn(stage, await sharedServer(stage));
    for (const text of [stage.random.word(), "two\nlines\r\n", "\u2028\ufeff\0", "Jose\u0301"]) {
      const what = `the answer to say with ${JSON.stringify(text)}`;
      const cause = "A text belongs to whoever has written it: send it back as it came.";
      await askJson(peer, say(token, text), { type: "said", text }, { what, cause });
    }
    const split = stage.random.word();
    await peer.sendInPieces(jsonLine(say(token, split)), cutInside(say(token, split), split));
    const what = "the answer to a text that was cut inside a character";
    await expectJson(peer, { type: "said", text: split }, { what, cause: DECODED_ALONE });
  },
);

check(
  "07.4",
  "without a good token nothing is served",
  { points: 3, needs: [SERVES], rule: "A token comes first." },
  async (stage) => {
    const server = await sharedServer(stage);
    const { peer, token } = await loggedIn(stage, server);
    const stranger = await stage.connect(server, "a stranger");
    for (const bad of [
      undefined,
      "",
      "__proto__",
      `${token}=`,
      ` ${token}`,
      token.slice(0, -1),
      stage.random.bytes(32).toString("base64url"),
      [token],
      { token },
    ]) {
      const request = { type: "say", text: "hello", ...(bad === undefined ? {} : { token: bad }) };
      const given = bad === undefined ? "no token" : `the token ${JSON.stringify(bad)}`;
      for (const [client, cause] of [
        [stranger, "Whoever comes without a token is a stranger, wherever he comes from."],
        [
          peer,
          "That somebody has logged in on this connection, or from this address, is no token.",
        ],
      ] as const) {
        await askJson(client, request, refusal(NOT_LOGGED_IN), {
          what: `the answer to a message with ${given}`,
          cause: (message) => (message === undefined ? UNKNOWN_TOKEN_CRASH : cause),
        });
      }
    }
  },
);

check(
  "07.4",
  "a wrong password lets nobody in",
  { points: 2, needs: [SERVES], rule: "A token comes first." },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name } = await registered(stage, server);
    const peer = await stage.connect(server);
    const answer = await askJson(peer, logIn(name, newPassword(stage)), refusal(LOOKED_AT), {
      what: "the answer to a wrong password",
    });
    if ("token" in answer) fail("A refused log-in should bring no token; it brought one.");
    await askJson(peer, { type: "say", text: "hello" }, refusal(NOT_LOGGED_IN), {
      what: "the answer to a message after a wrong password",
      cause: "The password was noticed to be wrong, and the client is served all the same.",
    });
  },
);

check(
  "07.4",
  "the token is checked before anything else",
  { points: 2, needs: [SERVES], rule: "A token comes first." },
  async (stage) => {
    const { peer, token } = await loggedIn(stage, await sharedServer(stage));
    for (const request of [
      { type: "say", text: 5 },
      { type: "dance" },
      { hello: "world" },
      { type: "log-out" },
    ]) {
      await askJson(peer, { ...request, token: "x" }, refusal(NOT_LOGGED_IN), {
        what: `the answer to ${JSON.stringify(request)} with a bad token`,
        cause:
          "A stranger is told that he is one, and nothing of what he asked for: look at the token first.",
      });
    }
    for (const request of [{ type: "say", text: 5 }, { type: "dance" }, { hello: "world" }]) {
      await askJson(peer, { ...request, token }, refusal(beginningWith("not understood: ")), {
        what: `the answer to ${JSON.stringify(request)} with a good token`,
      });
    }
  },
);

check(
  "07.4",
  "a token is bound to the user, not to the connection",
  { points: 2, needs: [SERVES], rule: "A token is bound to its user" },
  async (stage) => {
    const server = await sharedServer(stage);
    const one = await loggedIn(stage, server);
    const other = await loggedIn(stage, server);
    one.peer.reset();
    const text = stage.random.asciiWord();
    const cause =
      "A phone changes its connection and its address with every tunnel. What counts is the token, on whatever connection it comes.";
    for (const { token } of [one, other]) {
      const peer = await stage.connect(server, "another connection");
      await askJson(
        peer,
        say(token, text),
        { type: "said", text },
        { what: "the answer on another connection", cause },
      );
    }
  },
);

check(
  "07.4",
  "log-out ends the session, and no other",
  { points: 2, needs: [SERVES], rule: "A session ends by log-out" },
  async (stage) => {
    const server = await sharedServer(stage);
    const user = await loggedIn(stage, server);
    const again = await loggedIn(stage, server, { name: user.name, password: user.password });
    const what = "the answer to log-out";
    await askJson(
      user.peer,
      { type: "log-out", token: user.token },
      { type: "good-bye" },
      { what },
    );
    await user.peer.expectEnd("after the good-bye the server ends its side");
    const peer = await stage.connect(server);
    await askJson(peer, say(user.token, "hello"), refusal(NOT_LOGGED_IN), {
      what: "the answer to a token after its log-out",
      cause:
        "To close the connection is not enough: whoever has copied the token goes on using it.",
    });
    await askJson(
      peer,
      say(again.token, "hello"),
      { type: "said" },
      {
        what: "the answer to the token of the same user's other log-in",
        cause:
          "Each log-in has a session of its own: to log out at one place does not end the other.",
      },
    );
  },
);

check(
  "07.4",
  "a session that is not used ends",
  { points: 2, needs: [SERVES], rule: "A session ends by log-out" },
  async (stage) => {
    const server = await stage.ownServer(...QUICK, "--idle-ms", String(paced(200)));
    const { peer, token } = await loggedIn(stage, server);
    await expectJson(peer, refusal(), {
      what: "the end of patience with a client that has logged in and says nothing",
    });
    await peer.expectEnd("after it the server ends its side");
    await askJson(await stage.connect(server), say(token, "hello"), refusal(NOT_LOGGED_IN), {
      what: "the answer to a token that was idle for too long",
      cause:
        "The token of a forgotten session is still good for whoever finds it: note each use, and look at the last one.",
    });
  },
);

check(
  "07.4",
  "a session that is used lasts, and ends all the same",
  { points: 2, needs: [SERVES], rule: "A session ends by log-out" },
  async (stage) => {
    const [idleMs, life] = [paced(300), paced(700)];
    const limits = ["--idle-ms", String(idleMs), "--absolute-ms", String(life)];
    const server = await stage.ownServer(...QUICK, ...limits);
    const user = await registered(stage, server);
    const start = performance.now();
    const { peer, token } = await loggedIn(stage, server, user);
    for (let last = performance.now(); ; ) {
      const answer = await askJson(peer, say(token, "hello"), {}, { what: "the answer to say" });
      const gap = performance.now() - last;
      last += gap;
      const lived = Math.round(last - start);
      if (answer.type === "refused") {
        // Not used for so long, it may have been over for that reason.
        if (gap > idleMs / 2) throw new GraderWasLate();
        return expectLived(lived, { life, idleMs });
      }
      if (lived > 3 * life) {
        fail(
          `The session should end after ${life} ms, however busy it is; it lives after ${lived} ms.`,
          "A stolen token that is used is good forever: give every session an end that no use puts off.",
        );
      }
      await pause(40); // the next use
    }
  },
);

check(
  "07.5",
  WAITS,
  { points: 3, needs: [ACCEPTS], rule: "During a wait no attempt is looked at" },
  async (stage) => {
    const server = await sharedServer(stage);
    const { name, password } = await registered(stage, server);
    await expectThrottled(stage, server, { name, password });
  },
);

check(
  "07.5",
  "an unknown user has to wait just the same",
  { needs: [WAITS], rule: "Attempts to log in are counted" },
  async (stage) => {
    const server = await sharedServer(stage);
    const cause =
      "Only users who exist have to wait: that tells who exists. Count by the name that was given.";
    await expectThrottled(stage, server, {
      name: newName(stage),
      password: newPassword(stage),
      cause,
    });
  },
);

check(
  "07.5",
  "attempts that come at once do not slip through",
  { points: 2, needs: [WAITS], rule: "An attempt counts from the moment" },
  async (stage) => {
    const server = await stage.ownServer(...SHARED, "--scrypt-ln", "13");
    const { name } = await registered(stage, server);
    const peers = await Promise.all(
      Array.from({ length: 9 }, (_, index) => stage.connect(server, `client ${index + 1}`)),
    );
    const requests = peers.map(() => jsonLine(logIn(name, newPassword(stage))));
    sendAtOnce(server, peers, requests);
    const answers = await Promise.all(
      peers.map((peer) =>
        expectJson(peer, refusal(), { what: "the answer to one of nine attempts at once" }),
      ),
    );
    const looked = answers.filter(({ reason }) => LOOKED_AT.match(String(reason)) !== null).length;
    if (looked === 3) return;
    fail(
      `Of nine attempts at once three are free, and the others have to wait; ${looked} were looked at.`,
      "All came before the first was found wrong. Count an attempt before you look at it, and take it back if it was right.",
    );
  },
);

check(
  "07.5",
  "one address that tries many names has to wait",
  { points: 2, needs: [WAITS], rule: "Attempts to log in are counted" },
  async (stage) => {
    const limits = ["--address-attempts", "3", "--first-delay-ms", "60000"];
    const server = await stage.ownServer(...QUICK, ...limits);
    for (let attempt = 1; attempt <= 3; attempt++) {
      const peer = await stage.connect(server, `client ${attempt}`);
      const request = logIn(newName(stage), newPassword(stage));
      await askJson(peer, request, refusal(LOOKED_AT), { what: "the answer to a free attempt" });
    }
    await expectTooMany(await stage.connect(server), logIn(newName(stage), newPassword(stage)), {
      what: "the answer to the fourth name from one address",
      cause:
        "One password at a thousand names finds somebody. Count by address as well, and not by connection: to connect again costs nothing.",
    });
  },
);

check(
  "07.5",
  "the wait doubles, up to the longest, and never lasts forever",
  { points: 2, needs: [WAITS], rule: "Attempts to log in are counted" },
  async (stage) => {
    const [first, most] = [paced(120), paced(400)];
    const delays = ["--first-delay-ms", String(first), "--most-delay-ms", String(most)];
    const server = await stage.ownServer(...QUICK, "--account-attempts", "1", ...delays);
    const { name, password, peer } = await registered(stage, server);
    const cause =
      "The first wait is as set, each further one twice as long, and none longer than the longest.";
    for (const delay of [first, 2 * first, most]) {
      const wrong = jsonLine(logIn(name, newPassword(stage)));
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
);

check(
  "07.5",
  "a wait never grows past the longest",
  { needs: [WAITS], rule: "Attempts to log in are counted" },
  async (stage) => {
    const most = paced(80);
    // Twice as long as this is more than a number of 32 bits can hold.
    const delays = ["--first-delay-ms", "1500000000", "--most-delay-ms", String(most)];
    const server = await stage.ownServer(...QUICK, "--account-attempts", "1", ...delays);
    const { name, peer } = await registered(stage, server);
    for (let count = 1; count <= 4; count++) {
      const wrong = jsonLine(logIn(name, newPassword(stage)));
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
);

check(
  "07.5",
  "a right password ends the counting",
  { needs: [WAITS], rule: "An attempt counts from the moment" },
  async (stage) => {
    const limits = [
      "--account-attempts",
      "2",
      "--address-attempts",
      "3",
      "--first-delay-ms",
      "60000",
    ];
    const server = await stage.ownServer("--scrypt-ln", "10", ...limits);
    const user = await registered(stage, server);
    await askJson(user.peer, logIn(user.name, newPassword(stage)), refusal(LOOKED_AT), {
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
    await askJson(user.peer, logIn(user.name, newPassword(stage)), refusal(LOOKED_AT), {
      what: "the answer to a wrong password after it",
      cause,
    });
  },
);

check(
  "07.5",
  "whoever must wait costs no hash",
  { points: 2, needs: [WAITS], rule: "During a wait no attempt is looked at" },
  async (stage) => {
    const limits = ["--scrypt-ln", "16", "--account-attempts", "1", "--first-delay-ms", "60000"];
    const server = await stage.ownServer(...QUICK, ...limits);
    const guess = logIn(newName(stage), newPassword(stage));
    const guesser = await stage.connect(server, "the guesser");
    await askJson(guesser, guess, refusal(LOOKED_AT), { what: "the answer to the free attempt" });
    const others = await busyHands(stage, server, () => newName(stage));
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
);

check("07.6", ENTERS, { points: 2, rule: "When it is welcomed" }, async (stage) => {
  const { client, server, name, password } = await clientAtServer(stage);
  await expectJson(
    server,
    { type: "log-in", name, password },
    { what: "the client's first message", cause: LOG_IN_FIRST },
  );
  const token = stage.random.bytes(32).toString("base64url");
  server.send(jsonLine({ type: "welcome", name, token }));
  const words = [stage.random.asciiWord(), stage.random.asciiWord()];
  client.type(`${words.join("\n")}\n`);
  const cause = "Every message carries the token that came with the welcome, exactly as it came.";
  for (const text of words) {
    await expectJson(
      server,
      { type: "say", token, text },
      { what: "a line of the client's input", cause },
    );
    server.send(jsonLine({ type: "said", text }));
  }
  await client.expectOutput(`${words.join("\n")}\n`, "what was said");
});

check(
  "07.6",
  "the client logs out when its input ends",
  { needs: [ENTERS], rule: "At the line exit" },
  async (stage) => {
    const { client, server, name } = await clientAtServer(stage);
    await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
    const token = stage.random.bytes(32).toString("base64url");
    // In pieces: an answer is a line, not a chunk.
    await server.sendInPieces(jsonLine({ type: "welcome", name, token }), [5, 30]);
    client.endInput();
    await expectJson(
      server,
      { type: "log-out", token },
      {
        what: "the end of the client's input",
        cause: "Whoever leaves without a log-out leaves a good token behind.",
      },
    );
    server.send(jsonLine({ type: "good-bye" }));
    server.endSending();
    await client.expectStatus(0, "after the good-bye");
  },
);

check(
  "07.6",
  "the client registers first when it is told so",
  { points: 2, needs: [ENTERS], rule: "It takes --action" },
  async (stage) => {
    const { client, server, name, password } = await clientAtServer(stage, {
      LAB_ACTION: "register",
    });
    await expectJson(
      server,
      { type: "register", name, password },
      { what: "the client's first message" },
    );
    server.send(jsonLine({ type: "registered" }));
    await expectJson(
      server,
      { type: "log-in", name, password },
      { what: "the client's message after it has been registered" },
    );
    server.send(jsonLine({ type: "refused", reason: "name is taken" }));
    await expectLastWords(client, "name is taken");
  },
);

check(
  "07.6",
  "a refused log-in ends the client",
  { points: 2, needs: [ENTERS], rule: "At the line exit" },
  async (stage) => {
    const { client, server } = await clientAtServer(stage);
    client.type("hello\n");
    await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
    server.send(jsonLine({ type: "refused", reason: WRONG }));
    await expectLastWords(client, WRONG, GOES_ON);
    server.expectNothing("after the refusal the client should send nothing more", GOES_ON);
  },
);

check(
  "07.6",
  "the client prints neither password nor token",
  { points: 2, needs: [ENTERS], rule: "No password, right or wrong" },
  async (stage) => {
    const { client, server, name, password } = await clientAtServer(stage);
    await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
    const token = stage.random.bytes(32).toString("base64url");
    server.send(jsonLine({ type: "welcome", name, token }));
    client.type("hello\nexit\nmore\n");
    await expectJson(
      server,
      { type: "say", text: "hello" },
      { what: "a line of the client's input" },
    );
    server.send(jsonLine({ type: "said", text: "hello" }));
    await expectJson(
      server,
      { type: "log-out" },
      { what: "the line exit", cause: "`exit` ends the session: it is no text to be said." },
    );
    server.send(jsonLine({ type: "refused", reason: NOT_LOGGED_IN }));
    await expectLastWords(client, NOT_LOGGED_IN);
    for (const [what, secret] of [
      ["password", password],
      ["token", token],
    ] as const) {
      if (client.everythingPrinted.includes(secret)) {
        fail(
          `The client should not print the ${what}; it did.`,
          "What stands on a screen stands in photographs and recordings.",
        );
      }
    }
  },
);

check(
  "07.6",
  "a server that leaves ends the client",
  { points: 2, needs: [ENTERS], rule: "At the line exit" },
  async (stage) => {
    const { client, server, name } = await clientAtServer(stage);
    await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
    server.send(jsonLine({ type: "welcome", name, token: "x".repeat(43) }));
    await client.expectLine(/logged in/, '"logged in as NAME"', { stream: "stderr" });
    server.endSending();
    await client.expectStatus(
      1,
      "because the server has left",
      "It waits for a line of input, and does not notice that nobody is there any more.",
    );
  },
);

check(
  "07.6",
  "what was said cannot command the terminal",
  { needs: [ENTERS], rule: "When it is welcomed" },
  async (stage) => {
    const { client, server, name } = await clientAtServer(stage);
    await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
    server.send(jsonLine({ type: "welcome", name, token: "x".repeat(43) }));
    client.type("hello\n");
    await expectJson(server, { type: "say" }, { what: "a line of the client's input" });
    server.send(jsonLine({ type: "said", text: "a\u001b[2Jb\nc" }));
    const cause =
      "What comes from the network is data. An escape character in it clears screens and moves cursors, a line end forges lines: print them as escapes.";
    await client.expectLine(/^[^a]*a.*b/, "the text, on one line", { cause });
    if (client.output.includes("\u001b") || client.lines().length !== 1) {
      fail(
        "The text should be printed on one line, without its escape character; it was printed as it came.",
        cause,
      );
    }
  },
);

check(
  "07.6",
  "what is missing is said",
  { needs: [ENTERS], rule: "In a terminal it asks" },
  async (stage) => {
    const listener = await stage.listen();
    const { host, port } = listener.address;
    for (const [missing, environment] of [
      ["name", { LAB_PASSWORD: "correct horse" }],
      ["password", { LAB_NAME: "ada" }],
    ] as const) {
      const client = stage.startWith(environment, "client", "--host", host, "--port", String(port));
      await expectLastWords(
        client,
        missing,
        "Its input is a pipe: nobody is there to be asked. Say what is missing.",
      );
    }
  },
);

check(
  "07.6",
  "in a terminal the client asks, and hides the password",
  { points: 2, needs: [ENTERS], rule: "In a terminal it asks" },
  async (stage) => {
    const listener = await stage.listen();
    const { host, port } = listener.address;
    const flags = ["--host", host, "--port", String(port), "--action", "log-in"];
    const terminal = stage.startInTerminal("client", ...flags);
    await terminal.expectShown(/name/i, "a question for the name");
    await terminal.type("ada\r");
    await terminal.expectShown(/password/i, "a question for the password");
    await terminal.type("correct horse\r");
    const server = await listener.accept(terminal.program);
    const first = { type: "log-in", name: "ada", password: "correct horse" };
    await expectJson(server, first, { what: "the client's first message" });
    server.send(jsonLine({ type: "refused", reason: WRONG }));
    await terminal.expectShown(
      /wrong name or password[\s\S]*password/i,
      "the reason, and the question for the password once more",
      "People mistype, and do not see it.",
    );
    await terminal.type("battery staple\r");
    const next = { ...first, password: "battery staple" };
    await expectJson(server, next, { what: "the client's second attempt" });
    server.send(jsonLine({ type: "welcome", name: "ada", token: "x".repeat(43) }));
    await terminal.expectShown(/logged in/, '"logged in as ada"');
    for (const secret of ["correct", "battery", "x".repeat(43)]) {
      if (terminal.screen.includes(secret)) {
        fail(
          "Neither what is typed as the password nor the token should be shown; one was.",
          "Somebody may look over the shoulder. inquirer's question of type password hides what is typed.",
        );
      }
    }
  },
);

check(
  "07.6",
  "a client that has registered tries another password without registering again",
  { needs: [ENTERS], rule: "In a terminal it asks" },
  async (stage) => {
    const listener = await stage.listen();
    const { host, port } = listener.address;
    const given = ["--action", "register", "--name", "ada", "--password", "correct horse"];
    const flags = ["--host", host, "--port", String(port), ...given];
    const terminal = stage.startInTerminal("client", ...flags);
    const server = await listener.accept(terminal.program);
    await expectJson(server, { type: "register" }, { what: "the client's first message" });
    server.send(jsonLine({ type: "registered" }));
    await expectJson(server, { type: "log-in" }, { what: "the message after it was registered" });
    server.send(jsonLine({ type: "refused", reason: WRONG }));
    await terminal.expectShown(/wrong name or password[\s\S]*password/i, "the question once more");
    await terminal.type("battery staple\r");
    await expectJson(
      server,
      { type: "log-in", name: "ada", password: "battery staple" },
      {
        what: "the client's message with another password",
        cause:
          "It has registered already: to register again gets `name is taken`. Only the log-in is tried once more.",
      },
    );
  },
);

function sharedServer(stage: Stage): Promise<RunningServer> {
  return stage.server(...SHARED);
}

/** Three wrong passwords are free; then even the right one has to wait, on a new connection too. */
async function expectThrottled(
  stage: Stage,
  server: RunningServer,
  {
    name,
    password,
    cause = "Without a limit a program tries all the words there are. Count the wrong ones by account, and not by connection: to connect again costs nothing.",
  }: User & { cause?: string },
): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const peer = await stage.connect(server, `client ${attempt}`);
    await askJson(peer, logIn(name, newPassword(stage)), refusal(LOOKED_AT), {
      what: `the answer to wrong password ${attempt}`,
    });
  }
  const peer = await stage.connect(server, "client 4");
  await expectTooMany(peer, logIn(name, password), {
    what: "the answer after three wrong passwords",
    cause,
  });
}

/**
 * Nine log-ins with wrong passwords: two at work, the others waiting, which leaves one place in the
 * queue. Returns when all are read and the first of them has been answered: whoever comes now comes behind
 * them. (A busy server takes its new connections one by one, with work between.)
 */
async function busyHands(
  stage: Stage,
  server: RunningServer,
  nameOf: () => string,
): Promise<Peer[]> {
  const peers = await Promise.all(
    Array.from({ length: 9 }, (_, index) => stage.connect(server, `log-in ${index + 1}`)),
  );
  for (const peer of peers) peer.send(jsonLine(logIn(nameOf(), newPassword(stage))));
  await Promise.all(peers.map((peer) => peer.untilRead()));
  await Promise.race(peers.map((peer) => peer.untilBytes(1)));
  return peers;
}

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

/** From what a token was computed, when that can be found out; the usual ways only. */
function guessedToken(
  { name, password, token }: { name: string; password: string; token: string },
  from: number,
  to: number,
): string | undefined {
  const isMade = (text: string) => createHash("sha256").update(text).digest("base64url") === token;
  for (let time = from; time <= to; time++) {
    const seconds = Math.floor(time / 1_000);
    for (const when of [String(time), String(seconds), new Date(time).toISOString()]) {
      for (const gap of ["", ":", "-", "_", "|", " ", ".", ","]) {
        for (const who of [name, password, name + gap + password]) {
          if (isMade(who + gap + when) || isMade(when + gap + who)) {
            return who === name ? "the name and the time" : "the password and the time";
          }
        }
      }
      if (isMade(when)) return "the time";
    }
  }
  return isMade(name) ? "the name" : undefined;
}

/** Where to cut a message so that the first character of a text of several bytes comes in two pieces. */
function cutInside(message: Message, text: string): number[] {
  const line = jsonLine(message);
  const wide = [...text].findIndex((character) => character > "\x7f");
  const before = line.slice(0, line.indexOf(text)) + [...text].slice(0, wide).join("");
  return [Buffer.byteLength(before) + 1];
}

function shownPassword(password: string): string {
  const shown = JSON.stringify(password);
  return shown.length <= 40 ? shown : `${shown.slice(0, 5)}…${shown.slice(-5)}`;
}

/** How many of them have no answer yet, when all that has come by now is read. */
async function unanswered(peers: readonly Peer[]): Promise<number> {
  await nextTurn();
  return peers.filter((peer) => peer.received.length === 0).length;
}

/** A server that finds a user of an old one. */
async function serverWithMd5User(stage: Stage) {
  const data = stage.dataFolder();
  const password = newPassword(stage);
  const md5 = createHash("md5").update(password).digest("hex");
  write(stage, data, "users-md5.csv", `name,md5\ngrace,${md5}\n`);
  const server = await stage.ownServer(...QUICK, "--data", data);
  return { server, password, md5 };
}

function write(stage: Stage, folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  stage.story.tell("grader", `wrote ${name}: ${JSON.stringify(text)}`);
}

/** Stops the server, once the client has left: a server waits for those who have not. */
async function stopped({ program }: RunningServer, peer: Peer): Promise<void> {
  peer.close();
  await program.askToStop("SIGTERM");
  await program.expectStatus(0, "after SIGTERM");
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

/** The session has ended: not before its time. */
function expectLived(lived: number, { life, idleMs }: { life: number; idleMs: number }): void {
  if (lived >= life) return;
  fail(
    `A session that is used every 40 ms should last its ${life} ms, though it may be idle for ${idleMs} ms only; it was over after ${lived} ms.`,
    "Each use begins the idle time anew: note the time of the last use.",
  );
}

/** A cause of a wrong answer, and of none that did not come. */
function ifAnswered(cause: string) {
  return (answer: Message | undefined) => (answer === undefined ? undefined : cause);
}

/** Of two requests whose halves came in turns: without an answer nothing can be said. */
function causeOfMixedHalves(answer: Message | undefined): string | undefined {
  return answer === undefined ? undefined : MIXED_HALVES;
}

/** A client that knows who it is, and the scripted server that it has reached. */
async function clientAtServer(stage: Stage, more: Record<string, string> = {}) {
  const listener = await stage.listen();
  const { host, port } = listener.address;
  const [name, password] = [newName(stage), newPassword(stage)];
  const environment = { LAB_NAME: name, LAB_PASSWORD: password, ...more };
  const client = stage.startWith(environment, "client", "--host", host, "--port", String(port));
  return { client, server: await listener.accept(client), name, password };
}

/** Status 1, and the last line on standard error says why. */
async function expectLastWords(client: Program, mentioned: string, cause?: string): Promise<void> {
  await client.expectStatus(1, `because of: ${mentioned}`, cause);
  const last = client.lines("stderr").at(-1) ?? "";
  if (last.includes(mentioned)) return;
  fail(`The last line on standard error should say "${mentioned}"; it is: ${last}`, cause);
}

/** Users whose hash differs in one byte. */
const CHANGED_BYTES = [
  ["ada", 0],
  ["bob", 16],
  ["eve", 31],
] as const;

/** A password, another one that is easily taken for the same, and the mistake by which it is. */
const OTHER_PASSWORDS = [
  ["Correct Horse", "correct horse", "Capital letters are a part of a password."],
  [
    "correct horse ",
    "correct horse",
    "A blank at the end is a part of the password: do not trim it.",
  ],
  [
    " correct horse",
    "correct horse",
    "A blank at the start is a part of the password: do not trim it.",
  ],
  ["correct  horse", "correct horse", "Two blanks are not one: leave a password as it is."],
  [
    "\ufb01sh and chips",
    "fish and chips",
    "ﬁ is one character, fi are two. The form NFKC makes them the same, NFC does not: a password is brought into NFC.",
  ],
  [
    `${"x".repeat(100)}a`,
    `${"x".repeat(100)}b`,
    "Only the beginning of the password was looked at: hash all of it.",
  ],
  ["correct\0horse", "correct\0stone", "A NUL ends no password: hash all of it."],
] as const;

const OVERWRITTEN =
  "Another registration has written over it. Two read the whole file, each adds its user, each writes the file back, and the second undoes the first. Add a line at the end instead, or let one finish before the next begins.";

const DECODED_ALONE =
  "A character of several bytes came in two chunks, and each was decoded alone. Decode with `{ stream: true }`, or when the line is whole.";

const NOT_A_LOG_IN =
  "Each request gets exactly one answer. To register is not to log in: the client asks for that by itself.";

const NAME_AS_TYPED =
  "The name in the welcome is the one that was registered, not the one that was typed now: take it from the record.";

const PIECES =
  "TCP is a stream: a line may come in pieces, and two lines together. Read lines, not chunks.";

const WELCOMED_ALL =
  "The password is wrong, and the server says welcome: is the outcome of the comparison looked at?";

const UNKNOWN_TOKEN_CRASH =
  "An unknown token is the most usual thing in the world: after each restart every client has one. It needs an answer.";

const LOG_IN_FIRST =
  "It was given LAB_NAME and LAB_PASSWORD in its environment, and should log in with them.";

const GOES_ON = "The log-in was refused, and the client goes on as if it had been welcomed.";

const OVERFLOW =
  "Twice as long, and again: at some time the number is larger than the type can hold, or below zero (`<<` makes 32 bits of it). Compare with the longest wait before that.";

const NOT_FOR_EVER =
  "Whoever can lock an account forever by three wrong passwords can lock out anybody.";
