/** Exercise 09b.1: names and passwords: the right one is accepted, and everything else tells nothing. */

import { join } from "node:path";
import { printable } from "../../../../shared/process/print-status.ts";
import { check } from "../../../core/check.ts";
import { expectInFile, readText } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { cpuSeconds } from "../../../core/kernel.ts";
import { logPath, parseEntry } from "../../../core/log-lines.ts";
import { ChatFixture, quickFlags } from "../../../players/chat/chat-fixture.ts";
import type { RecordConnection } from "../../../players/chat/record-connection.ts";
import { fieldOf } from "../../../players/chat/records.ts";
import { changeHashes } from "../../../players/chat/users-table.ts";
import { newName, newPassword, type User } from "../../../players/users.ts";
import { answerTo, attempt } from "./account-helpers.ts";
import { LOGS_IN, NEXT_NUMBER, ONE_ANSWER } from "./titles.ts";

/** Each of these is told from it by one mistake: a form of Unicode, small letters, blanks taken away. */
const ODD_PASSWORD = "\ufb01sh  And Chips ";

const OTHER_PASSWORDS = [
  ["fish  And Chips ", "NFKC makes two letters of \ufb01; a password is brought into NFC."],
  ["\ufb01sh  and chips ", "Capital letters are a part of a password."],
  ["\ufb01sh  And Chips", "A blank at the end is a part of the password: do not trim it."],
  ["\ufb01sh And Chips ", "Two blanks are not one: leave a password as it is."],
] as const;

const PART_OF_HASH = "Two hashes that are partly the same are two hashes: compare all 32 bytes.";

/** No machine of today computes scrypt at 2^14 as quickly as this, in milliseconds. */
const IMPOSSIBLY_QUICK_MS = 10;

/** So much processor time of one registration can be told from the rest of it, in seconds. */
const TELLING_S = 0.04;

export const accountChecks = [
  check(
    "09b.1",
    LOGS_IN,
    { points: 3, needs: [NEXT_NUMBER], rule: "After FINISHED the client sends one of" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const user = await chat.knownUser();
      context.othersMayGoOn();
      const member = await chat.logsIn("client", user, {}, RIGHT);
      if (
        !/^[\w-]{43}$/.test(member.token) ||
        Buffer.from(member.token, "base64url").length !== 32
      ) {
        fail(`The token should be 32 bytes in base64url, 43 letters; it is "${member.token}".`);
      }
      const again = await chat.logsIn("another client", user, {}, RIGHT);
      if (again.token === member.token) {
        fail(
          "Two log-ins should get two tokens; they get the same one.",
          "To end one of the sessions would end the other, and a token that does not change is a password.",
        );
      }
    },
  ),

  check(
    "09b.1",
    ONE_ANSWER,
    {
      points: 3,
      needs: [LOGS_IN],
      rule: "There is one answer to a wrong password and to an unknown name",
    },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const user = await chat.knownUser();
      const connection = await chat.call();
      const stranger = newName(context);
      for (const [what, name, password] of [
        ["a wrong password", user.name, `${user.password}x`],
        ["the beginning of the password", user.name, user.password.slice(0, -1)],
        ["an unknown name", stranger, user.password],
      ] as const) {
        const { json } = await answerTo(
          connection,
          "LOGIN_ATTEMPTING",
          { name, password },
          "INVALID_USERNAME_OR_PASSWORD",
          `the answer to ${what}`,
          ({ record }) => (record?.name === "LOGIN_ACCEPTED" ? LETS_IN : LISTS_USERS),
        );
        context.othersMayGoOn();
        if (JSON.stringify(json) !== "{}")
          fail(
            `INVALID_USERNAME_OR_PASSWORD should hold {}, whatever was wrong; it holds ${JSON.stringify(json)}.`,
            LISTS_USERS,
          );
      }
      await answerTo(
        connection,
        "LOGIN_ATTEMPTING",
        user,
        "LOGIN_ACCEPTED",
        "the answer to the right password after them",
        "After a refusal the client may try again, on the same connection.",
      );
    },
  ),

  check(
    "09b.1",
    "each letter of a password counts, and each byte of its hash",
    { points: 2, needs: [LOGS_IN], rule: "A password has 8 to 256 characters" },
    async (context) => {
      const flags = ["--database", "friends.db", "--account-attempts", "100"];
      const chat = await ChatFixture.own(context, ...flags);
      const { program } = chat.server;
      const users = Array.from({ length: 3 }, () => ({
        name: newName(context),
        password: ODD_PASSWORD,
      }));
      for (const user of users) {
        const connection = await chat.call("client that registers");
        const what = `the answer to the registration with the password ${JSON.stringify(ODD_PASSWORD)}`;
        await answerTo(connection, "REGISTER_CLIENT_", user, "LOGIN_ACCEPTED", what);
        connection.peer.close();
      }
      program.signal("SIGKILL");
      await program.expectExit("after SIGKILL");
      const [first, last, user] = users as [User, User, User];
      changeHashes(join(program.data, "friends.db"), [
        [first.name, 0],
        [last.name, 31],
      ]);
      context.eventLog.tell(
        "grader",
        "changed the first byte of a hash in friends.db, and the last of another",
      );
      const again = await context.ownServer(
        ...quickFlags(context),
        ...flags,
        "--data",
        program.data,
      );
      const connection = await chat.movedTo(again).call();
      for (const [what, { name, password }, cause] of [
        ["a user whose hash begins with another byte", first, PART_OF_HASH],
        ["a user whose hash ends with another byte", last, PART_OF_HASH],
        ...OTHER_PASSWORDS.map(
          ([password, cause]) =>
            [JSON.stringify(password), { name: user.name, password }, cause] as const,
        ),
      ] as const) {
        await answerTo(
          connection,
          "LOGIN_ATTEMPTING",
          { name, password },
          "INVALID_USERNAME_OR_PASSWORD",
          `the answer to ${what}`,
          cause,
        );
      }
      await answerTo(connection, "LOGIN_ATTEMPTING", user, "LOGIN_ACCEPTED", "the right password");
    },
  ),

  check(
    "09b.1",
    "the log keeps apart what the answer does not",
    { points: 2, needs: [ONE_ANSWER], rule: "The server's log keeps the reasons apart" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const user = await chat.knownUser();
      for (const [name, why] of [
        [user.name, "wrong-password"],
        [newName(context), "no-such-user"],
        ["eve level=error", "no-such-user"],
      ] as const) {
        const { program } = chat.server;
        const before = readText(logPath(program));
        const connection = await chat.call();
        await answerTo(
          connection,
          "LOGIN_ATTEMPTING",
          { name, password: newPassword(context) },
          "INVALID_USERNAME_OR_PASSWORD",
          "the answer",
        );
        const pattern = new RegExp(`^\\S+ \\w+ log-in-refused .*why=${why}(?: .*)?$`, "m");
        const [line] = await expectInFile(context, logPath(program), {
          what: `server.log should tell "log-in-refused … why=${why}"`,
          find: (text) => pattern.exec(text.slice(before.length)) ?? undefined,
          cause: "The operator may know what a stranger may not.",
          by: program,
        });
        const entry = parseEntry(line);
        if (typeof entry !== "string" && entry.fields.level === undefined) continue;
        fail(
          `The name ${JSON.stringify(name)} should be one value in the log; this line shows it as more: ${printable(line)}`,
          "What a stranger sends stands in quotation marks in a log, or not at all: else it can forge a field.",
        );
      }
    },
  ),

  check(
    "09b.1",
    "every attempt costs a hash, whatever is wrong with it",
    { points: 3, needs: [ONE_ANSWER], rule: "Every attempt costs exactly one hash" },
    async (context) => {
      const chat = await ChatFixture.own(context, "--scrypt-ln", "14");
      const { pid } = chat.server.program;
      const started = cpuSeconds(pid);
      const user = await chat.knownUser();
      const oneHash = cpuSeconds(pid) - started;
      const connection = await chat.call();
      const password = newPassword(context);
      for (const [what, record, name, answer] of [
        [
          "a log-in with an unknown name",
          "LOGIN_ATTEMPTING",
          newName(context),
          "INVALID_USERNAME_OR_PASSWORD",
        ],
        [
          "a log-in with a wrong password",
          "LOGIN_ATTEMPTING",
          user.name,
          "INVALID_USERNAME_OR_PASSWORD",
        ],
        [
          "a registration with a name that is taken",
          "REGISTER_CLIENT_",
          user.name,
          "USER_IN_DATABASE",
        ],
      ] as const) {
        const before = cpuSeconds(pid);
        const start = performance.now();
        for (let attempt = 1; attempt <= 2; attempt++) {
          await answerTo(connection, record, { name, password }, answer, `the answer to ${what}`);
        }
        const tookMs = performance.now() - start;
        // Processor time tells it however busy the machine is; but a server behind a script uses none itself.
        const isIdle = oneHash >= TELLING_S && cpuSeconds(pid) - before < oneHash / 2;
        if (!isIdle && tookMs >= 2 * IMPOSSIBLY_QUICK_MS) continue;
        fail(
          `The answer to ${what} should cost a hash, at 2^14 some tens of milliseconds; two such answers cost less than half of one registration.`,
          "The time of the answer tells which names exist. Compute exactly one scrypt in every case: for nobody, with a record of nobody.",
        );
      }
      await answerTo(
        connection,
        "LOGIN_ATTEMPTING",
        user,
        "LOGIN_ACCEPTED",
        "the answer to the right password",
      );
    },
  ),

  check(
    "09b.1",
    "a name is taken in large and small letters, however they are put together",
    { points: 2, needs: [LOGS_IN], rule: "Upper and lower case are the same name" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const user = chat.newUser({ name: `Zo\u00eb ${newName(context)}` });
      const other = `zoe\u0308 ${user.name.slice(4)}`;
      const connection = await chat.call();
      await answerTo(
        connection,
        "REGISTER_CLIENT_",
        user,
        "LOGIN_ACCEPTED",
        "the answer to a registration",
      );
      const next = await chat.call("another client");
      for (const name of [user.name, user.name.toUpperCase(), other]) {
        const password = newPassword(context);
        await answerTo(
          next,
          "REGISTER_CLIENT_",
          { name, password },
          "USER_IN_DATABASE",
          `the answer to a registration as ${JSON.stringify(name)}`,
          SAME_NAME,
        );
      }
      await answerTo(
        next,
        "LOGIN_ATTEMPTING",
        { name: other.toUpperCase(), password: user.password },
        "LOGIN_ACCEPTED",
        "the answer to her log-in in large letters",
        SAME_NAME,
      );
    },
  ),

  check(
    "09b.1",
    "bad names and passwords are refused, with a reason",
    { points: 2, needs: [LOGS_IN], rule: "A name has 1 to 32 characters" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const connection = await chat.call();
      const password = newPassword(context);
      for (const [name, cause] of [
        ["", "Nobody is called nothing."],
        ["a\u001b[2Jb", "A control character in a name commands the terminals of all who see it."],
        ["a\nb", "A line end in a name forges lines on the screens of all who see it."],
        ["x".repeat(33), "A name has 32 letters at most."],
      ] as const) {
        await refused(
          connection,
          { name, password },
          `the answer to the name ${JSON.stringify(name)}`,
          cause,
        );
      }
      for (const [bad, cause] of [
        ["seven77", "A password has 8 characters at least."],
        ["x".repeat(257), "A password has 256 characters at most."],
        ["password123", "It is one of the first that anybody tries."],
      ] as const) {
        await refused(
          connection,
          { name: newName(context), password: bad },
          `the answer to the password ${JSON.stringify(bad.slice(0, 20))}`,
          cause,
        );
      }
      for (const name of ["__proto__", "constructor", "toString"]) {
        const user = chat.newUser({ name });
        const other = await chat.call(`client called ${name}`);
        const { name: answer } = await attempt(other, "REGISTER_CLIENT_", user);
        if (answer !== "LOGIN_ACCEPTED" && answer !== "USER_IN_DATABASE")
          fail(
            `${name} is a name like any other; its registration is answered with ${answer}.`,
            "Keep users in a Map: an object has properties of its own kind.",
          );
      }
      const known = await chat.knownUser();
      await answerTo(
        connection,
        "LOGIN_ATTEMPTING",
        known,
        "LOGIN_ACCEPTED",
        "the answer to a right log-in after them",
      );
    },
  ),
];

async function refused(
  connection: RecordConnection,
  user: User,
  what: string,
  cause: string,
): Promise<void> {
  const { json } = await answerTo(connection, "REGISTER_CLIENT_", user, "REFUSED", what, cause);
  if (typeof fieldOf(json, "reason") !== "string")
    fail(`${what}: REFUSED should hold a reason; it holds ${JSON.stringify(json)}.`);
}

const RIGHT = "The password is the one that was registered: against whose record was it verified?";

const LETS_IN =
  "A wrong password lets somebody in. Look at what `verify` gives back; a promise that nobody awaits always counts as true.";

const LISTS_USERS =
  "The difference tells a stranger which names exist: then only passwords are left to guess. One record for both, with nothing in it.";

const SAME_NAME =
  "Whoever can be called ZOË beside Zoë can pass for her: bring names into NFC and small letters before you look them up, and store that form.";
