/** Exercise 07.1: requests that are wrong, late or in pieces, and files that are damaged. */

import { READ_LINES } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { killAfter } from "../../../core/kill-after.ts";
import { nowAndThen } from "../../../core/now-and-then.ts";
import { paced } from "../../../core/pace.ts";
import { beginningWith } from "../../../core/patterns.ts";
import { askJson, expectJson, jsonLine } from "../../../players/json-lines.ts";
import { madeRecord } from "../../../players/password-records.ts";
import {
  done,
  expectTaken,
  newName,
  newPassword,
  refusal,
  register,
  registered,
} from "../../../players/users.ts";
import { ifAnswered, QUICK, sharedServer, write } from "./helpers.ts";
import { REGISTERS } from "./titles.ts";

export const requestChecks = [
  check(
    "07.1",
    "bad names and passwords are refused",
    { points: 2, needs: [REGISTERS], rule: "A new password has 8 to 256 characters" },
    async (context) => {
      const server = await sharedServer(context);
      const peer = await context.connect(server);
      const password = newPassword(context);
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
        const request = register(newName(context), bad);
        await askJson(peer, request, refusal(beginningWith("bad password: ")), { what, cause });
      }
      for (const good of ["        ", "ж".repeat(256), "😀".repeat(8)]) {
        const cause = `The password is ${JSON.stringify(good.slice(0, 20))}…: every character is allowed, and counts as one.`;
        await registered(context, server, { password: good, cause: ifAnswered(cause) });
      }
    },
  ),

  check(
    "07.1",
    "what is not understood is answered",
    { points: 2, needs: [REGISTERS], rule: "A line that is no JSON object" },
    async (context) => {
      const peer = await context.connect(await sharedServer(context));
      const password = newPassword(context);
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
      const name = newName(context);
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
  ),

  check(
    "07.1",
    "requests may come in pieces, and two together",
    { needs: [REGISTERS], rule: "A message is one JSON object" },
    async (context) => {
      const server = await sharedServer(context);
      const slow = await context.connect(server, "client A");
      const one = jsonLine(register(`Zoë-${newName(context)}`, newPassword(context)));
      await slow.sendInPieces(one, [1, 20, 7, 1, 5, 30]);
      const what = "the answer to a request in pieces";
      await expectJson(slow, { type: done("registered") }, { what, cause: READ_LINES });
      const quick = await context.connect(server, "client B");
      quick.send(one + jsonLine(register(newName(context), newPassword(context))));
      const both = "the answers to two requests that came together";
      await expectJson(quick, refusal("name is taken"), { what: both, cause: READ_LINES });
      await expectJson(quick, { type: done("registered") }, { what: both, cause: READ_LINES });
    },
  ),

  check(
    "07.1",
    "a client that says nothing holds up nobody",
    { needs: [REGISTERS], rule: "A client that says nothing holds up nobody" },
    async (context) => {
      const server = await sharedServer(context);
      const silent = await context.connect(server, "silent client");
      const slow = await context.connect(server, "slow client");
      slow.send('{"type":"register","name":"ad');
      await slow.untilRead();
      const cause =
        "While one client thinks about its password, the others wait: each client must be served on its own.";
      await registered(context, server, { cause });
      slow.reset();
      await registered(context, server, {
        cause: "The reset of one client ended the server, or holds up the others.",
      });
      silent.expectNothing("the silent client should get nothing");
    },
  ),

  check(
    "07.1",
    "a client has a deadline to log in",
    { points: 2, needs: [REGISTERS], rule: "A connection that has shown neither" },
    async (context) => {
      const limitMs = paced(1_000);
      const server = await context.ownServer(...QUICK, "--log-in-ms", String(limitMs));
      const [silent, trickling] = [
        await context.connect(server, "silent client"),
        await context.connect(server, "trickling client"),
      ];
      await nowAndThen({ everyMs: 20, limitMs, send: () => trickling.send(" ") }, async () => {
        await expectJson(silent, refusal(), { what: "the end of deadline with a silent client" });
        await silent.expectEnd("after it the server ends its side");
        const cause =
          "A limit on silence starts anew with every byte, and one byte now and then is no silence: take a deadline from the connecting on.";
        const what = "the end of deadline with a client that sends one byte now and then";
        await expectJson(trickling, refusal(), { what, cause });
        await trickling.expectEnd("after it the server ends its side");
      });
    },
  ),

  check(
    "07.1",
    "an acknowledged registration survives kill -9",
    { points: 2, needs: [REGISTERS], rule: "registered is said when the line is on disk" },
    async (context) => {
      const server = await context.ownServer(...QUICK);
      const { name } = await killAfter(server, () => registered(context, server));
      const next = await context.ownServer(...QUICK, "--data", server.program.data);
      await expectTaken(
        context,
        next,
        name,
        "`registered` is a promise: say it when the row is on disk, not before. Nothing is written at a SIGKILL.",
      );
    },
  ),

  check(
    "07.1",
    "a missing or damaged users file stops nobody",
    { points: 2, needs: [REGISTERS], rule: "registered is said when the line is on disk" },
    async (context) => {
      const data = context.dataFolder();
      const cause =
        "A file can be empty, torn or edited. Use what can be read, and report the rest.";
      write(context, data, "users.csv", "");
      await registered(context, await context.ownServer(...QUICK, "--data", data), { cause });
      const other = context.dataFolder();
      const record = madeRecord("correct horse", 10, Buffer.from("sixteen bytes..."));
      const lines = [
        "name,password",
        `ada,"${record}"`,
        'x,"y',
        "1,2,3",
        'grace,"$scrypt$ln=10,r=8,p=1$c2l',
      ];
      write(context, other, "users.csv", lines.join("\n"));
      const server = await context.ownServer(...QUICK, "--data", other);
      await expectTaken(context, server, "ada", cause);
      await registered(context, server, { cause });
    },
  ),
];
