/** Exercise 09c.1: what the operator can do while people chat. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { WRITES_AT_OLD_PLACE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { expectInFile, readText } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import type { FakeMember } from "../../../players/chat/fake-member.ts";
import { fieldOf } from "../../../players/chat/records.ts";
import { TO_ALL } from "./titles.ts";

export const consoleChecks = [
  check(
    "09c.1",
    "the operator sees who is here, says something, and sends somebody away",
    { points: 2, needs: [TO_ALL], rule: "who | shows who is there" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const { program } = chat.server;
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      await ada.round();
      await bob.round();
      program.type("who\n");
      for (const { name } of [ada, bob])
        await program.expectLine(new RegExp(RegExp.escape(name)), `the name ${name}`);
      program.type("say tea at four\n");
      for (const member of [ada, bob])
        await member.expectEvent(
          { type: "notice", text: "tea at four" },
          { what: "a word of the operator" },
        );
      program.type(`kick ${bob.name}\n`);
      const { json } = await bob.connection.expectClose(ANY_TEXT, {
        what: "what a user is told who is sent away",
      });
      if (fieldOf(json, "again") !== false)
        fail(
          `The CLOSE of somebody who is sent away should say "again":false; it holds ${JSON.stringify(json)}.`,
          "His client would be back in a second.",
        );
      await ada.untilEvent({ type: "left", name: bob.name }, { what: "what the others are told" });
      const connection = await chat.call("bob's client, with his token");
      connection.send("RESUME_SESSION", { token: bob.token, after: 0 });
      await connection.expect("SESSION_ENDED", {
        what: "the answer to the token of somebody who was sent away",
        cause: "His sessions end with it.",
      });
      program.type("dance\nhelp\n");
      await program.expectLine(/kick/, "the commands that there are");
    },
  ),

  check(
    "09c.1",
    "stop keeps those who are there, and start goes on",
    { points: 2, needs: [TO_ALL], rule: "stop, start | takes nobody in" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const { program } = chat.server;
      const ada = await chat.joins("ada");
      await ada.round();
      const user = await chat.knownUser();
      await ada.untilEvent({ type: "left", name: user.name }, { what: "a member has left" });
      program.type("stop\n");
      await ada.expectEvent(
        { type: "notice", text: ANY_TEXT },
        { what: "what the members are told" },
      );
      const connection = await chat.call("somebody at the door");
      connection.send("LOGIN_ATTEMPTING", user);
      const { json } = await connection.expect("REFUSED", {
        what: "the answer to a log-in while the server is stopped",
      });
      if (typeof fieldOf(json, "reason") !== "string")
        fail(`REFUSED should say why; it holds ${JSON.stringify(json)}.`);
      ada.say("still here");
      await ada.untilEvent(
        { type: "message", text: "still here" },
        {
          what: "a member's message while the server is stopped",
          cause: "To stop is to let nobody in: those who are there chat on.",
        },
      );
      program.type("start\n");
      await ada
        .untilEvent({ type: "notice" }, { what: "what the members are told of start" })
        .catch(() => {});
      connection.send("LOGIN_ATTEMPTING", user);
      await connection.expect("LOGIN_ACCEPTED", { what: "the answer to a log-in after start" });
    },
  ),

  check(
    "09c.1",
    "the operator changes the user database while people chat",
    {
      points: 2,
      needs: [TO_ALL],
      rule: "After database and clear file all connections and sessions are ended",
    },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const { program } = chat.server;
      const bob = await chat.joins("bob, whom clients.csv knows");
      await bob.round();
      program.type("database friends.db\n");
      await expectInFile(context, join(program.data, "friends.db"), {
        what: "friends.db should be made",
        find: () => readdirSync(program.data).includes("friends.db"),
        by: program,
      });
      await expectSentAway(bob);
      await expectAnswer(chat, bob.user, "INVALID_USERNAME_OR_PASSWORD");
      const ada = await chat.joins("ada, whom friends.db knows");
      await ada.round();
      program.type("database clients.csv\n");
      await expectSentAway(ada);
      await expectAnswer(chat, bob.user, "LOGIN_ACCEPTED");
      await expectAnswer(chat, ada.user, "INVALID_USERNAME_OR_PASSWORD");
    },
  ),

  check(
    "09c.1",
    "clear history empties it, and the numbers go on",
    { points: 2, needs: [TO_ALL], rule: "clear history leaves one row that says so" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const { program } = chat.server;
      const ada = await chat.joins("ada");
      const text = `forget ${context.random.integer(1, 999_999)}`;
      const id = ada.say(text);
      const { number } = await ada.untilEvent(
        { type: "accepted", id },
        { what: "the acknowledgement" },
      );
      const path = join(program.data, "history.csv");
      program.type("clear history\nyes\nsay done\n");
      await ada.untilEvent({ type: "notice", text: "done" }, { what: "the next command" });
      await expectInFile(context, path, {
        what: "history.csv should be without the message",
        find: (is) => !is.includes(text),
        by: program,
      });
      const bob = await chat.joins("bob");
      const past = (await bob.round()).filter(({ type }) => type === "past");
      if (past.length > 0)
        fail(
          `After clear history a newcomer should be shown nothing; ${past.length} messages came.`,
          "It is out of the file, and still in the server's memory.",
        );
      const next = await ada.untilEvent(
        { type: "accepted", id: ada.say("afterwards") },
        { what: "the acknowledgement" },
      );
      if (Number(next.number) <= Number(number))
        fail(
          `The next message should have a larger number than ${number}; it has ${next.number}.`,
          "The numbers only grow: a client that comes back asks for what is behind the last one that it has seen.",
        );
      if (readText(path).includes("\0"))
        fail(
          "history.csv should hold text; NUL bytes stand before the next message.",
          WRITES_AT_OLD_PLACE,
        );
      if (!readText(path).includes("afterwards"))
        fail(
          "The next message should be in history.csv; it is not.",
          "The file was replaced, and the server writes on into the old one.",
        );
    },
  ),

  check(
    "09c.1",
    "the server says good-bye to everybody",
    { points: 2, needs: [TO_ALL], rule: "SIGINT, SIGTERM and the operator's exit stop it" },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const { program } = chat.server;
      const ada = await chat.joins("ada");
      await ada.round();
      const quiet = await chat.call("somebody who has not logged in");
      program.type("exit\n");
      await ada.connection.expectClose(ANY_TEXT, {
        what: "what a member is told at exit",
        cause: "A stream without CLOSE was cut: members would take it for a broken network.",
      });
      ada.connection.peer.close();
      await quiet.untilEnd({ what: "somebody who has not logged in" });
      quiet.peer.close();
      await program.expectStatus(0, "after exit");
      await program.expectLine(/^stopped$/, '"stopped"');
    },
  ),
];

/** The change of users is complete once everybody who was there has been closed: only then is anything asked. */
async function expectSentAway({ connection }: FakeMember): Promise<void> {
  const { json } = await connection.expectClose(ANY_TEXT, {
    what: "what a member is told when the operator changes the user database",
    cause:
      "Somebody else could now log in under this member's name. Close every connection and end every session after the change.",
  });
  if (fieldOf(json, "again") === false) return;
  fail(
    `The CLOSE after a change of the user database should hold "again":false; it holds ${JSON.stringify(json)}.`,
    "Without it the client comes back by itself, to users who may not know it.",
  );
}

/** How a user of one database is answered while the users of the other one, or of this one, are in use. */
async function expectAnswer(
  chat: ChatFixture,
  user: { name: string; password: string },
  answer: "LOGIN_ACCEPTED" | "INVALID_USERNAME_OR_PASSWORD",
): Promise<void> {
  const isKnown = answer === "LOGIN_ACCEPTED";
  const connection = await chat.call(
    `a user whom the database ${isKnown ? "knows" : "does not know"}`,
  );
  connection.send("LOGIN_ATTEMPTING", user);
  await connection.expect(answer, {
    what: "the answer to a log-in after the change of database",
    cause: isKnown
      ? "The users of the first database are gone, or the server still asks the second one."
      : "The server still knows the users of the database that it has left.",
  });
}
