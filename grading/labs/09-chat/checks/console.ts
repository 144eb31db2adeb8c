/** Exercise 09.6: what the operator can do while people chat. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../core/check.ts";
import { expectInFile, readText } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import type { Guest } from "../../../players/chat/guest.ts";
import { fieldOf } from "../../../players/chat/records.ts";
import { Scene } from "../../../players/chat/scene.ts";
import { TO_ALL } from "./titles.ts";

export const consoleChecks = [
  check(
    "09.6",
    "the operator sees who is here, says something, and sends somebody away",
    { points: 2, needs: [TO_ALL], rule: "who | shows who is there" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const { program } = scene.server;
      const [ada, bob] = [await scene.joins("ada"), await scene.joins("bob")];
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
      const { json } = await bob.line.expectClose(ANY_TEXT, {
        what: "what a user is told who is sent away",
      });
      if (fieldOf(json, "again") !== false)
        fail(
          `The CLOSE of somebody who is sent away should say "again":false; it holds ${JSON.stringify(json)}.`,
          "His client would be back in a second.",
        );
      await ada.untilEvent({ type: "left", name: bob.name }, { what: "what the others are told" });
      const line = await scene.call("bob's client, with his token");
      line.send("RESUME_SESSION", { token: bob.token, after: 0 });
      await line.expect("SESSION_ENDED", {
        what: "the answer to the token of somebody who was sent away",
        cause: "His sessions end with it.",
      });
      program.type("dance\nhelp\n");
      await program.expectLine(/kick/, "the commands that there are");
    },
  ),

  check(
    "09.6",
    "stop keeps those who are there, and start goes on",
    { points: 2, needs: [TO_ALL], rule: "stop, start | takes nobody in" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const { program } = scene.server;
      const ada = await scene.joins("ada");
      await ada.round();
      const user = await scene.knownUser();
      await ada.untilEvent({ type: "left", name: user.name }, { what: "a visitor has gone" });
      program.type("stop\n");
      await ada.expectEvent(
        { type: "notice", text: ANY_TEXT },
        { what: "what the members are told" },
      );
      const line = await scene.call("somebody at the door");
      line.send("LOGIN_ATTEMPTING", user);
      const { json } = await line.expect("REFUSED", {
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
      line.send("LOGIN_ATTEMPTING", user);
      await line.expect("LOGIN_ACCEPTED", { what: "the answer to a log-in after start" });
    },
  ),

  check(
    "09.6",
    "the operator changes the user database while people chat",
    {
      points: 2,
      needs: [TO_ALL],
      rule: "After database and clear file all connections and sessions are ended",
    },
    async (stage) => {
      const scene = await Scene.own(stage);
      const { program } = scene.server;
      const bob = await scene.joins("bob, whom clients.csv knows");
      await bob.round();
      program.type("database friends.db\n");
      await expectInFile(stage, join(program.data, "friends.db"), {
        what: "friends.db should be made",
        find: () => readdirSync(program.data).includes("friends.db"),
        by: program,
      });
      await expectSentAway(bob);
      await expectAnswer(scene, bob.user, "INVALID_USERNAME_OR_PASSWORD");
      const ada = await scene.joins("ada, whom friends.db knows");
      await ada.round();
      program.type("database clients.csv\n");
      await expectSentAway(ada);
      await expectAnswer(scene, bob.user, "LOGIN_ACCEPTED");
      await expectAnswer(scene, ada.user, "INVALID_USERNAME_OR_PASSWORD");
    },
  ),

  check(
    "09.6",
    "clear history empties it, and the numbers go on",
    { points: 2, needs: [TO_ALL], rule: "clear history leaves one row that says so" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const { program } = scene.server;
      const ada = await scene.joins("ada");
      const text = `forget ${stage.random.integer(1, 999_999)}`;
      const id = ada.say(text);
      const { number } = await ada.untilEvent(
        { type: "accepted", id },
        { what: "the acknowledgement" },
      );
      const path = join(program.data, "history.csv");
      program.type("clear history\nyes\nsay done\n");
      await ada.untilEvent({ type: "notice", text: "done" }, { what: "the next command" });
      await expectInFile(stage, path, {
        what: "history.csv should be without the message",
        find: (is) => !is.includes(text),
        by: program,
      });
      const bob = await scene.joins("bob");
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
      if (!readText(path).includes("afterwards"))
        fail(
          "The next message should be in history.csv; it is not.",
          "The file was replaced, and the server writes on into the old one.",
        );
    },
  ),

  check(
    "09.6",
    "the server says good-bye to everybody",
    { points: 2, needs: [TO_ALL], rule: "SIGINT, SIGTERM and the operator's exit stop it" },
    async (stage) => {
      const scene = await Scene.own(stage);
      const { program } = scene.server;
      const ada = await scene.joins("ada");
      await ada.round();
      const quiet = await scene.call("somebody who has not logged in");
      program.type("exit\n");
      await ada.line.expectClose(ANY_TEXT, {
        what: "what a member is told at exit",
        cause: "A stream without CLOSE was cut: members would take it for a broken network.",
      });
      ada.line.peer.close();
      await quiet.untilEnd({ what: "somebody who has not logged in" });
      quiet.peer.close();
      await program.expectStatus(0, "after exit");
      await program.expectLine(/^stopped$/, '"stopped"');
    },
  ),
];

/** The change of users is complete once everybody who was there has been closed: only then is anything asked. */
async function expectSentAway({ line }: Guest): Promise<void> {
  const { json } = await line.expectClose(ANY_TEXT, {
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
  scene: Scene,
  user: { name: string; password: string },
  answer: "LOGIN_ACCEPTED" | "INVALID_USERNAME_OR_PASSWORD",
): Promise<void> {
  const isKnown = answer === "LOGIN_ACCEPTED";
  const line = await scene.call(`a user whom the database ${isKnown ? "knows" : "does not know"}`);
  line.send("LOGIN_ATTEMPTING", user);
  await line.expect(answer, {
    what: "the answer to a log-in after the change of database",
    cause: isKnown
      ? "The users of the first database are gone, or the server still asks the second one."
      : "The server still knows the users of the database that it has left.",
  });
}
