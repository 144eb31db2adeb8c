/** Exercise 09b.1: a token stands for the password, and no secret is shown or kept. */

import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import { fieldOf } from "../../../players/chat/records.ts";
import { newPassword } from "../../../players/users.ts";
import { expectNowhere } from "../../../players/users-file.ts";
import { answerTo } from "./account-helpers.ts";
import { LOGS_IN, ONE_ANSWER } from "./titles.ts";

export const sessionChecks = [
  check(
    "09b.1",
    "a token stands for the password, as long as it is good",
    { points: 2, needs: [LOGS_IN], rule: "It stands for the password when a client comes back" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const user = await chat.knownUser();
      const { connection: first, token } = await chat.logsIn("client", user);
      first.peer.reset();
      const connection = await chat.call("the same client again");
      const wrong = [
        "",
        "x".repeat(43),
        "__proto__",
        token.slice(1),
        `${token}=`,
        context.random.bytes(32).toString("base64url"),
      ];
      for (const bad of wrong) {
        await answerTo(
          connection,
          "RESUME_SESSION",
          { token: bad, after: 0 },
          "SESSION_ENDED",
          `the answer to the token ${JSON.stringify(bad)}`,
          "An unknown token is the most usual thing in the world: after each restart every client has one.",
        );
      }
      const { json } = await answerTo(
        connection,
        "RESUME_SESSION",
        { token, after: 0 },
        "LOGIN_ACCEPTED",
        "the answer to the token of a client whose connection broke",
        "The token is bound to the user, not to the connection: that is what it is for.",
      );
      if (fieldOf(json, "name") !== user.name)
        fail(`LOGIN_ACCEPTED should hold the name ${user.name}; it holds ${JSON.stringify(json)}.`);
    },
  ),

  check(
    "09b.1",
    "secrets stand in no file and on no screen",
    {
      points: 2,
      needs: [ONE_ANSWER],
      rule: "No file in DATA and no output of either program shows a password or a token",
    },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const user = await chat.knownUser();
      const connection = await chat.call();
      const wrong = newPassword(context);
      await answerTo(
        connection,
        "LOGIN_ATTEMPTING",
        { ...user, password: wrong },
        "INVALID_USERNAME_OR_PASSWORD",
        "the answer",
      );
      const first = await chat.logsIn("client", user);
      connection.peer.close();
      first.connection.peer.close();
      await stopped(chat);
      const secrets = {
        "the password": user.password,
        "the wrong password": wrong,
        "the token": first.token,
      };
      expectNowhere(
        context,
        chat.server,
        secrets,
        "What is logged is kept, copied and mailed; a wrong password is often the right one with a typing error.",
      );
    },
  ),
];

async function stopped({ server: { program } }: ChatFixture): Promise<void> {
  await program.askToStop("SIGTERM");
  await program.expectStatus(0, "after SIGTERM");
}
