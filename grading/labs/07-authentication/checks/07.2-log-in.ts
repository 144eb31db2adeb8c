/** Exercise 07.2: the right password is accepted, and a wrong one tells nothing. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { TextForm } from "../../../core/patterns.ts";
import { sendAtOnce } from "../../../players/at-once.ts";
import { askJson, expectJson, jsonLine } from "../../../players/json-lines.ts";
import { madeRecord, otherRecord } from "../../../players/password-records.ts";
import {
  expectAccepted,
  expectLogInLogged,
  expectTaken,
  logIn,
  newName,
  newPassword,
  refusal,
  registered,
  WRONG,
} from "../../../players/users.ts";
import {
  BARE_MD5,
  expectNowhere,
  expectRecord,
  expectUserLine,
} from "../../../players/users-file.ts";
import {
  busyHands,
  HANDS_LEFT,
  LOOKED_AT,
  QUICK,
  sharedServer,
  stopped,
  unanswered,
  write,
} from "./helpers.ts";
import { ACCEPTS, REGISTERS } from "./titles.ts";

const REFUSES = "a wrong password and an unknown user get the same answer";

const NO_TOKEN = "Whoever holds a token is logged in. Make one only when the password was right.";

const ANY_LINE = new TextForm("a line", /^/);

export const logInChecks = [
  check(
    "07.2",
    ACCEPTS,
    { points: 2, needs: [REGISTERS], rule: "What a client asks for" },
    async (context) => {
      const server = await sharedServer(context);
      const { name, password, peer } = await registered(context, server);
      await expectAccepted(context, server, peer, { name, password });
    },
  ),

  check(
    "07.2",
    REFUSES,
    { points: 2, needs: [ACCEPTS], rule: "A wrong password and an unknown name" },
    async (context) => {
      const server = await sharedServer(context);
      const { name, password, peer } = await registered(context, server);
      const answers: string[] = [];
      for (const [who, tried] of [
        [name, password.slice(0, -1)],
        [name, `${password}x`],
        [newName(context), password],
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
  ),

  check(
    "07.2",
    "an unknown user costs a hash too",
    { points: 2, needs: [REFUSES], rule: "A wrong password and an unknown name" },
    async (context) => {
      const server = await context.ownServer(
        ...QUICK,
        "--scrypt-ln",
        "14",
        "--account-attempts",
        "99",
      );
      const { name } = await registered(context, server);
      // Nobody is promised to be served in the order of coming: once may be by chance, three times is not.
      for (let round = 1; round <= 3; round++) {
        const stranger = await context.connect(server, "the client with an unknown name");
        const known = await busyHands(context, server, () => name);
        const request = logIn(newName(context), newPassword(context));
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
  ),

  check(
    "07.2",
    "more than ten log-ins at once are told that all are busy",
    { points: 2, needs: [REFUSES], rule: "At most two hashes are computed" },
    async (context) => {
      const server = await context.ownServer(...QUICK, "--scrypt-ln", "13");
      const peers = await Promise.all(
        Array.from({ length: 30 }, (_, index) => context.connect(server, `client ${index + 1}`)),
      );
      const requests = peers.map(() => jsonLine(logIn(newName(context), newPassword(context))));
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
  ),

  check(
    "07.2",
    "the letters of a password may be put together in two ways",
    { needs: [ACCEPTS], rule: "users.csv in the data folder has the first line" },
    async (context) => {
      const server = await sharedServer(context);
      const { name, password, peer } = await registered(context, server, {
        password: "caf\u00e9 cr\u00e8me",
      });
      const cause =
        "é can be one code point or two; both look the same, and keyboards differ. Bring passwords into Unicode's form NFC before you hash them.";
      await expectAccepted(context, server, peer, {
        name,
        password: password.normalize("NFD"),
        cause,
      });
    },
  ),

  check(
    "07.2",
    "a record tells its own cost and salt",
    { points: 2, needs: [ACCEPTS], rule: "sets N for new records" },
    async (context) => {
      const data = context.dataFolder();
      const password = newPassword(context);
      const record = madeRecord(password, 11, context.random.bytes(20));
      write(
        context,
        data,
        "users.csv",
        `name,password\nada,"${record}"\nbob,"${record.slice(0, -9)}"\n`,
      );
      const server = await context.ownServer(...QUICK, "--data", data);
      const peer = await context.connect(server);
      const what = "the answer to a user whose record is damaged";
      await askJson(peer, logIn("bob", password), refusal(LOOKED_AT), { what });
      const cause =
        "This record has another cost and a longer salt than the server's own. Take both from the record, never from a constant.";
      await expectAccepted(context, server, peer, { name: "ada", password, cause });
    },
  ),

  check(
    "07.2",
    "the whole hash is compared",
    { points: 2, needs: [ACCEPTS], rule: "users.csv in the data folder has the first line" },
    async (context) => {
      const data = context.dataFolder();
      const password = newPassword(context);
      const salt = context.random.bytes(16);
      const lines = CHANGED_BYTES.map(
        ([user, at]) => `${user},"${otherRecord(password, salt, at)}"`,
      );
      const good = `grace,"${madeRecord(password, 10, salt)}"`;
      write(context, data, "users.csv", ["name,password", ...lines, good, ""].join("\n"));
      const server = await context.ownServer(...QUICK, "--data", data);
      const peer = await context.connect(server);
      for (const [user, at] of CHANGED_BYTES) {
        await askJson(peer, logIn(user, password), refusal(LOOKED_AT), {
          what: `the answer to a user whose hash is another one in byte ${at + 1} of 32`,
          cause: "Two hashes that are partly the same are two hashes: compare all 32 bytes.",
        });
      }
      await expectAccepted(context, server, peer, { name: "grace", password });
    },
  ),

  check(
    "07.2",
    "every character of a password counts",
    { points: 2, needs: [ACCEPTS], rule: "users.csv in the data folder has the first line" },
    async (context) => {
      const server = await sharedServer(context);
      for (const [password, other, cause] of OTHER_PASSWORDS) {
        const { name, peer } = await registered(context, server, { password });
        const what = `the answer to ${shownPassword(other)} in place of ${shownPassword(password)}`;
        await askJson(peer, logIn(name, other), refusal(LOOKED_AT), { what, cause });
        await expectAccepted(context, server, peer, { name, password, cause });
      }
    },
  ),

  check(
    "07.2",
    "the log tells of each log-in",
    { needs: [ACCEPTS], rule: "server.log in the data folder" },
    async (context) => {
      const server = await sharedServer(context);
      const { name, password, peer } = await registered(context, server);
      await expectAccepted(context, server, peer, { name, password });
      await expectLogInLogged(context, server, name);
    },
  ),

  check(
    "07.2",
    "a name cannot forge a field of the log",
    { needs: [ACCEPTS], rule: "server.log in the data folder" },
    async (context) => {
      const server = await sharedServer(context);
      const number = context.random.integer(1_000, 9_999);
      for (const end of [" level=error", '" user="eve', "\\n", "=eve"]) {
        const name = `ada${number}${end}`;
        const { password, peer } = await registered(context, server, { name });
        const cause =
          "A name is what its user likes. With a blank or an = in it, it reads like the next field: write it in quotation marks, as JSON does.";
        await expectAccepted(context, server, peer, { name, password, cause });
        await expectLogInLogged(context, server, name, cause);
      }
    },
  ),

  check(
    "07.2",
    "secrets stand in no file and on no screen",
    { points: 2, needs: [ACCEPTS], rule: "No password, right or wrong" },
    async (context) => {
      const server = await context.ownServer(...QUICK);
      const { name, password, peer } = await registered(context, server);
      const wrong = newPassword(context);
      await askJson(peer, logIn(name, wrong), refusal(LOOKED_AT), {
        what: "the answer to a wrong password",
      });
      await expectAccepted(context, server, peer, { name, password });
      await stopped(server, peer);
      const cause =
        "What is logged is kept, copied and mailed. A wrong password too: it is often the right one with a typing error.";
      expectNowhere(
        context,
        server,
        { "the password": password, "the wrong password": wrong },
        cause,
      );
    },
  ),

  check(
    "07.2",
    "old md5 users are wrapped at the start",
    { points: 2, needs: [ACCEPTS], rule: "Old users." },
    async (context) => {
      const { server, password, md5 } = await serverWithMd5User(context);
      const line = await expectUserLine(context, server, "grace");
      expectRecord(context, server, { line, secret: md5, kind: "md5+scrypt", ln: 10 });
      if (readdirSync(server.program.data).includes("users-md5.csv")) {
        fail("After the import users-md5.csv should be gone; it is still there.", BARE_MD5);
      }
      const peer = await context.connect(server);
      await askJson(peer, logIn("grace", md5), refusal(LOOKED_AT), {
        what: "the answer to the md5 in the password's place",
        cause: "Whoever has stolen the old file has the md5: it must not open the door.",
      });
      await expectAccepted(context, server, peer, { name: "grace", password });
      await stopped(server, peer);
      expectNowhere(context, server, { "the md5": md5 }, BARE_MD5);
    },
  ),

  check(
    "07.2",
    "an old record is replaced at the log-in",
    { points: 2, needs: [ACCEPTS], rule: "Old users." },
    async (context) => {
      const { server, password } = await serverWithMd5User(context);
      const peer = await context.connect(server);
      await expectAccepted(context, server, peer, { name: "grace", password });
      const line = await expectUserLine(context, server, "grace");
      expectRecord(context, server, { line, secret: password, kind: "scrypt", ln: 10 });
      await expectTaken(context, server, "grace");
    },
  ),
];

function shownPassword(password: string): string {
  const shown = JSON.stringify(password);
  return shown.length <= 40 ? shown : `${shown.slice(0, 5)}…${shown.slice(-5)}`;
}

/** A server that finds a user of an old one. */
async function serverWithMd5User(context: CheckContext) {
  const data = context.dataFolder();
  const password = newPassword(context);
  const md5 = createHash("md5").update(password).digest("hex");
  write(context, data, "users-md5.csv", `name,md5\ngrace,${md5}\n`);
  const server = await context.ownServer(...QUICK, "--data", data);
  return { server, password, md5 };
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

const WELCOMED_ALL =
  "The password is wrong, and the server says welcome: is the outcome of the comparison looked at?";
