/** Exercise 09.5: who may come in. */

import { SHARED_STATE } from "../../../core/causes.ts";
import type { Check } from "../../../core/check.ts";
import { expectInFile, readText } from "../../../core/data-file.ts";
import { CheckFailed, fail, withCause } from "../../../core/failure.ts";
import { cpuSeconds } from "../../../core/kernel.ts";
import { logPath } from "../../../core/log-lines.ts";
import { nowAndThen } from "../../../core/now-and-then.ts";
import { paced } from "../../../core/pace.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { expectFinished } from "../../../players/chat/call.ts";
import { Caller } from "../../../players/chat/caller.ts";
import type { Dialect } from "../../../players/chat/dialect.ts";
import type { Keys } from "../../../players/chat/key-agreement.ts";
import type { Line, RecordExpectation } from "../../../players/chat/line.ts";
import { fieldOf, type Received, type RecordName } from "../../../players/chat/records.ts";
import { Scene } from "../../../players/chat/scene.ts";
import { serverDialect } from "../../../players/chat/server-dialect.ts";
import { newName, newPassword, type User } from "../../../players/users.ts";
import { expectNowhere } from "../../../players/users-file.ts";
import { LOGS_IN, NEXT_NUMBER, ONE_ANSWER } from "./titles.ts";

/** No machine of today computes scrypt at 2^14 as quickly as this, in milliseconds. */
const IMPOSSIBLY_QUICK_MS = 10;

/** Several times as many as a server computes at once and lets wait. */
const CROWD = 24;

/** A hash that takes so long (N = 2^14) that the whole crowd has come before the first ones are computed. */
const SLOW_HASH = ["--scrypt-ln", "14"];

/** So much processor time of one registration can be told from the rest of it, in seconds. */
const TELLING_S = 0.04;

export function accountChecks(check: Check): void {
  check(
    "09.5",
    LOGS_IN,
    { points: 3, needs: [NEXT_NUMBER], rule: "After FINISHED the client sends one of" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const user = await scene.knownUser();
      stage.othersMayGoOn();
      const guest = await scene.logsIn("client", user, {}, RIGHT);
      if (!/^[\w-]{43}$/.test(guest.token) || Buffer.from(guest.token, "base64url").length !== 32) {
        fail(`The token should be 32 bytes in base64url, 43 letters; it is "${guest.token}".`);
      }
      const again = await scene.logsIn("another client", user, {}, RIGHT);
      if (again.token === guest.token) {
        fail(
          "Two log-ins should get two tokens; they get the same one.",
          "To end one of the sessions would end the other, and a token that does not change is a password.",
        );
      }
    },
  );

  check(
    "09.5",
    ONE_ANSWER,
    {
      points: 3,
      needs: [LOGS_IN],
      rule: "There is one answer to a wrong password and to an unknown name",
    },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const user = await scene.knownUser();
      const line = await scene.call();
      const stranger = newName(stage);
      for (const [what, name, password] of [
        ["a wrong password", user.name, `${user.password}x`],
        ["the beginning of the password", user.name, user.password.slice(0, -1)],
        ["an unknown name", stranger, user.password],
      ] as const) {
        const { json } = await answerTo(
          line,
          "LOGIN_ATTEMPTING",
          { name, password },
          "INVALID_USERNAME_OR_PASSWORD",
          `the answer to ${what}`,
          ({ record }) => (record?.name === "LOGIN_ACCEPTED" ? LETS_IN : LISTS_USERS),
        );
        stage.othersMayGoOn();
        if (JSON.stringify(json) !== "{}")
          fail(
            `INVALID_USERNAME_OR_PASSWORD should hold {}, whatever was wrong; it holds ${JSON.stringify(json)}.`,
            LISTS_USERS,
          );
      }
      await answerTo(
        line,
        "LOGIN_ATTEMPTING",
        user,
        "LOGIN_ACCEPTED",
        "the answer to the right password after them",
        "After a refusal the client may try again, on the same connection.",
      );
    },
  );

  check(
    "09.5",
    "the log keeps apart what the answer does not",
    { points: 2, needs: [ONE_ANSWER], rule: "The server's log keeps the reasons apart" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const user = await scene.knownUser();
      for (const [name, why] of [
        [user.name, "wrong-password"],
        [newName(stage), "no-such-user"],
      ] as const) {
        const { program } = scene.server;
        const before = readText(logPath(program));
        const line = await scene.call();
        await answerTo(
          line,
          "LOGIN_ATTEMPTING",
          { name, password: newPassword(stage) },
          "INVALID_USERNAME_OR_PASSWORD",
          "the answer",
        );
        const pattern = new RegExp(`^\\S+ \\w+ log-in-refused .*why=${why}(?: |$)`, "m");
        await expectInFile(stage, logPath(program), {
          what: `server.log should tell "log-in-refused … why=${why}"`,
          find: (text) => pattern.test(text.slice(before.length)),
          cause: "The operator may know what a stranger may not.",
          by: program,
        });
      }
    },
  );

  check(
    "09.5",
    "every attempt costs a hash, whatever is wrong with it",
    { points: 3, needs: [ONE_ANSWER], rule: "Every attempt costs exactly one hash" },
    async (stage) => {
      const scene = await Scene.own(stage, "--scrypt-ln", "14");
      const { pid } = scene.server.program;
      const started = cpuSeconds(pid);
      const user = await scene.knownUser();
      const oneHash = cpuSeconds(pid) - started;
      const line = await scene.call();
      const password = newPassword(stage);
      for (const [what, record, name, answer] of [
        [
          "a log-in with an unknown name",
          "LOGIN_ATTEMPTING",
          newName(stage),
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
          await answerTo(line, record, { name, password }, answer, `the answer to ${what}`);
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
        line,
        "LOGIN_ATTEMPTING",
        user,
        "LOGIN_ACCEPTED",
        "the answer to the right password",
      );
    },
  );

  check(
    "09.5",
    "a name is taken in large and small letters, however they are put together",
    { points: 2, needs: [LOGS_IN], rule: "Upper and lower case are the same name" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const user = scene.newUser({ name: `Zo\u00eb ${newName(stage)}` });
      const other = `zoe\u0308 ${user.name.slice(4)}`;
      const line = await scene.call();
      await answerTo(
        line,
        "REGISTER_CLIENT_",
        user,
        "LOGIN_ACCEPTED",
        "the answer to a registration",
      );
      const next = await scene.call("another client");
      for (const name of [user.name, user.name.toUpperCase(), other]) {
        const password = newPassword(stage);
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
  );

  check(
    "09.5",
    "bad names and passwords are refused, with a reason",
    { points: 2, needs: [LOGS_IN], rule: "A name has 1 to 32 characters" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const line = await scene.call();
      const password = newPassword(stage);
      for (const [name, cause] of [
        ["", "Nobody is called nothing."],
        ["a\u001b[2Jb", "A control character in a name commands the terminals of all who see it."],
        ["a\nb", "A line end in a name forges lines on the screens of all who see it."],
        ["x".repeat(33), "A name has 32 letters at most."],
      ] as const) {
        await refused(
          line,
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
          line,
          { name: newName(stage), password: bad },
          `the answer to the password ${JSON.stringify(bad.slice(0, 20))}`,
          cause,
        );
      }
      for (const name of ["__proto__", "constructor", "toString"]) {
        const user = scene.newUser({ name });
        const other = await scene.call(`client called ${name}`);
        const { name: answer } = await attempt(other, "REGISTER_CLIENT_", user);
        if (answer !== "LOGIN_ACCEPTED" && answer !== "USER_IN_DATABASE")
          fail(
            `${name} is a name like any other; its registration is answered with ${answer}.`,
            "Keep users in a Map: an object has properties of its own kind.",
          );
      }
      const known = await scene.knownUser();
      await answerTo(
        line,
        "LOGIN_ATTEMPTING",
        known,
        "LOGIN_ACCEPTED",
        "the answer to a right log-in after them",
      );
    },
  );

  check(
    "09.5",
    "too many wrong passwords make everybody wait, before any hash",
    { points: 3, needs: [ONE_ANSWER], rule: "Too many attempts are REFUSED with retryAfterMs" },
    async (stage) => {
      const scene = await Scene.own(stage, "--account-attempts", "2", "--first-delay-ms", "60000");
      for (const user of [await scene.knownUser(), scene.newUser()]) {
        for (let attempt = 1; attempt <= 2; attempt++) {
          const line = await scene.call(`client ${attempt}`);
          await answerTo(
            line,
            "LOGIN_ATTEMPTING",
            { ...user, password: newPassword(stage) },
            "INVALID_USERNAME_OR_PASSWORD",
            `the answer to wrong password ${attempt}`,
          );
        }
        const line = await scene.call("client 3");
        const { json } = await answerTo(
          line,
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
      const other = await scene.knownUser();
      await answerTo(
        await scene.call("somebody else"),
        "LOGIN_ATTEMPTING",
        other,
        "LOGIN_ACCEPTED",
        "the answer to somebody else's right password",
        "The others have done nothing: count by account.",
      );
    },
  );

  check(
    "09.5",
    "however many log in at once, hashes are limited and a wrong password lets nobody in",
    { points: 2, needs: [ONE_ANSWER], rule: "So are attempts that find too many hashes waiting" },
    async (stage) => {
      const scene = await Scene.own(stage, ...SLOW_HASH, "--account-attempts", "100000");
      const user = await scene.knownUser();
      const crowd: Line[] = [];
      while (crowd.length < CROWD) crowd.push(await scene.call(`client ${crowd.length + 1}`));
      const wrong = { name: user.name, password: newPassword(stage) };
      for (const line of crowd) line.send("LOGIN_ATTEMPTING", wrong);
      const answers = await Promise.all(crowd.map(expectTurnedAway));
      if (!answers.includes("REFUSED")) {
        fail(
          `Of ${CROWD} log-ins at once, those that find too many hashes waiting should be REFUSED; the server computed a hash for each.`,
          NO_GATE,
        );
      }
      await scene.logsIn("client with the right password", user, {}, "The crowd has gone.");
    },
  );

  check(
    "09.5",
    "two clients that log in at the same time are not taken for each other",
    { points: 2, needs: [LOGS_IN], rule: "Several clients may log in at the same time" },
    async (stage) => {
      const scene = await Scene.own(stage, ...SLOW_HASH);
      const callers: { user: User; caller: Caller }[] = [];
      for (const voice of ["ada", "bob"]) {
        const user = await scene.knownUser();
        callers.push({ user, caller: await Caller.connect(stage, scene.server, voice) });
      }
      const dialect = await serverDialect(stage, scene.server);
      await withCause(SHARED_STATE, () => enterInStep(callers, dialect));
    },
  );

  check(
    "09.5",
    "to log in has a deadline",
    { points: 2, needs: [LOGS_IN], rule: "All attempts together take 60 s at most" },
    async (stage) => {
      const limitMs = paced(600);
      const scene = await Scene.own(stage, "--log-in-ms", String(limitMs));
      const user = await scene.knownUser();
      await scene.logsIn("quick client", user);
      const silent = await scene.call("silent client");
      const busy = await scene.call("client that says PING now and then");
      const cause =
        "A limit on silence starts anew with every record: take one alarm for all attempts together.";
      await nowAndThen({ everyMs: 50, limitMs, send: () => busy.send("PING") }, async () => {
        await silent.expectClose(ANY_TEXT, {
          what: "the end of patience with a silent client",
          cause,
        });
        await busy.expectClose(ANY_TEXT, { what: "the end of patience with a busy one", cause });
      });
    },
  );

  check(
    "09.5",
    "a token stands for the password, as long as it is good",
    { points: 2, needs: [LOGS_IN], rule: "It stands for the password when a client comes back" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const user = await scene.knownUser();
      const { line: first, token } = await scene.logsIn("client", user);
      first.peer.reset();
      const line = await scene.call("the same client again");
      const wrong = [
        "",
        "x".repeat(43),
        "__proto__",
        token.slice(1),
        `${token}=`,
        stage.random.bytes(32).toString("base64url"),
      ];
      for (const bad of wrong) {
        await answerTo(
          line,
          "RESUME_SESSION",
          { token: bad, after: 0 },
          "SESSION_ENDED",
          `the answer to the token ${JSON.stringify(bad)}`,
          "An unknown token is the most usual thing in the world: after each restart every client has one.",
        );
      }
      const { json } = await answerTo(
        line,
        "RESUME_SESSION",
        { token, after: 0 },
        "LOGIN_ACCEPTED",
        "the answer to the token of a client whose connection broke",
        "The token is bound to the user, not to the connection: that is what it is for.",
      );
      if (fieldOf(json, "name") !== user.name)
        fail(`LOGIN_ACCEPTED should hold the name ${user.name}; it holds ${JSON.stringify(json)}.`);
    },
  );

  check(
    "09.5",
    "secrets stand in no file and on no screen",
    {
      points: 2,
      needs: [ONE_ANSWER],
      rule: "No file in DATA and no output of either program shows a password or a token",
    },
    async (stage) => {
      const scene = await Scene.own(stage);
      const user = await scene.knownUser();
      const line = await scene.call();
      const wrong = newPassword(stage);
      await answerTo(
        line,
        "LOGIN_ATTEMPTING",
        { ...user, password: wrong },
        "INVALID_USERNAME_OR_PASSWORD",
        "the answer",
      );
      const first = await scene.logsIn("client", user);
      line.peer.close();
      first.line.peer.close();
      await stopped(scene);
      const secrets = {
        "the password": user.password,
        "the wrong password": wrong,
        "the token": first.token,
      };
      expectNowhere(
        stage,
        scene.server,
        secrets,
        "What is logged is kept, copied and mailed; a wrong password is often the right one with a typing error.",
      );
    },
  );
}

/** INVALID_USERNAME_OR_PASSWORD comes, or REFUSED with the time after which to try again. */
/**
 * Each step of one client, then the same step of the other: what the server keeps for "the" client is
 * overwritten in between.
 */
async function enterInStep(
  callers: readonly { user: User; caller: Caller }[],
  dialect: Dialect | undefined,
): Promise<void> {
  for (const { caller } of callers) caller.sendHello();
  const entries: { user: User; line: Line; keys: Keys }[] = [];
  for (const { user, caller } of callers) {
    const greeting = await caller.greeting({ what: "the answer to ClientHello" });
    const keys = caller.keys(greeting, dialect);
    entries.push({ user, line: caller.line(keys), keys });
  }
  for (const { line, keys } of entries.toReversed()) line.send("FINISHED", keys.th);
  for (const { line, keys } of entries) await expectFinished(line, keys);
  for (const { line, user } of entries) line.send("LOGIN_ATTEMPTING", user);
  for (const { line, user } of entries) {
    const { json } = await line.expect("LOGIN_ACCEPTED", {
      what: `the answer to the log-in of ${user.name}`,
    });
    const name = fieldOf(json, "name");
    if (name === user.name) continue;
    fail(`${line.voice} logged in as ${user.name}, and is welcomed as ${JSON.stringify(name)}.`);
  }
}

/** Returns how one of the crowd was turned away. */
async function expectTurnedAway(line: Line): Promise<RecordName> {
  const answer = await line.next({ what: "the answer to a wrong password" });
  if (answer?.name === "INVALID_USERNAME_OR_PASSWORD") return answer.name;
  const sentence = `${line.voice}: one of ${CROWD} who log in at once with a wrong password should get INVALID_USERNAME_OR_PASSWORD or REFUSED`;
  if (answer === undefined) {
    const timedOut = line.peer.ending === "open";
    throw new CheckFailed(`${sentence}; nothing came.`, NO_GATE, { timedOut });
  }
  if (answer.name !== "REFUSED") fail(`${sentence}; ${answer.name} came.`, BUSY);
  if (Number(fieldOf(answer.json, "retryAfterMs")) > 0) return answer.name;
  fail(`${sentence} with "retryAfterMs"; this came: ${JSON.stringify(answer.json)}.`);
}

/** Sends it, and takes whatever is the answer. */
async function attempt(line: Line, record: RecordName, content: unknown): Promise<Received> {
  line.send(record, content);
  const answer = await line.next({ what: `the answer to ${record}` });
  return (
    answer ??
    fail(`${line.voice}: ${record} should be answered; the connection ended, or nothing came.`)
  );
}

/** Sends it, and the next record must be this one. */
async function answerTo(
  line: Line,
  record: RecordName,
  content: unknown,
  answer: RecordName,
  what: string,
  cause?: RecordExpectation["cause"],
): Promise<Received> {
  line.send(record, content);
  return await line.expect(answer, { what, cause });
}

async function refused(line: Line, user: User, what: string, cause: string): Promise<void> {
  const { json } = await answerTo(line, "REGISTER_CLIENT_", user, "REFUSED", what, cause);
  if (typeof fieldOf(json, "reason") !== "string")
    fail(`${what}: REFUSED should hold a reason; it holds ${JSON.stringify(json)}.`);
}

async function stopped({ server: { program } }: Scene): Promise<void> {
  await program.askToStop("SIGTERM");
  await program.expectStatus(0, "after SIGTERM");
}

const RIGHT = "The password is the one that was registered: against whose record was it verified?";

const LETS_IN =
  "A wrong password lets somebody in. Look at what `verify` gives back; a promise that nobody awaits always counts as true.";

const BUSY =
  'There is not a place for every hash at once: `run` may give "busy", and that text counts as true. Ask for it before you ask whether the password fits.';

const LISTS_USERS =
  "The difference tells a stranger which names exist: then only passwords are left to guess. One record for both, with nothing in it.";

const SAME_NAME =
  "Whoever can be called ZOË beside Zoë can pass for her: bring names into NFC and small letters before you look them up, and store that form.";

const GUESSES =
  "Without a limit a program tries all the words there are. Count the wrong ones by account, whether it exists or not, and ask before the hash.";

const NO_GATE =
  "A hash takes much memory and a core, and the server computes one for each of them: a crowd takes the machine down. Verify every password through the gate.";
