/** Exercise 09b.1, where it leads to: what a session is worth, and a conversation with somebody who is known. */
import { check } from "../../../../core/check.ts";
import { fail } from "../../../../core/failure.ts";
import { paced } from "../../../../core/pace.ts";
import { ChatFixture } from "../../../../players/chat/chat-fixture.ts";
import type { FakeMember } from "../../../../players/chat/fake-member.ts";
import type { RecordConnection } from "../../../../players/chat/record-connection.ts";
import { fieldOf, type Received } from "../../../../players/chat/records.ts";
import { attempt } from "../../checks/account-helpers.ts";
import { LOGS_IN } from "../../checks/titles.ts";

export const endingChecks = [
  check(
    "09b.1",
    "RESUME_SESSION gives the same token back, and makes no session last longer",
    { points: 2, needs: [LOGS_IN], rule: "and RESUME_SESSION gives the same one back" },
    async (context) => {
      const lastsMs = paced(1_000);
      const chat = await ChatFixture.own(context, "--session-max-ms", String(lastsMs));
      const user = await chat.knownUser();
      const { connection: first, token } = await chat.logsIn("client", user);
      const loggedInMs = performance.now();
      first.peer.reset();
      for (;;) {
        const { name, json } = await resumes(chat, token);
        const ageMs = performance.now() - loggedInMs;
        if (name === "LOGIN_ACCEPTED" && fieldOf(json, "token") !== token)
          fail("RESUME_SESSION should give the same token back; it gives another one.", NEW_TOKEN);
        if (name === "SESSION_ENDED" && ageMs >= lastsMs) return;
        if (name === "SESSION_ENDED" && ageMs < lastsMs / 2)
          fail(`A session may last ${lastsMs} ms here; it ended after ${Math.round(ageMs)} ms.`);
        if (name === "LOGIN_ACCEPTED" && ageMs > 2 * lastsMs)
          fail(`A session lasts ${lastsMs} ms at most here; it goes on.`, NEW_TOKEN);
      }
    },
  ),

  check(
    "09b.1",
    "CLOSE ends a session, and a cut does not",
    { points: 3, needs: [LOGS_IN], rule: "In 09b a CLOSE ends the session" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const user = await chat.knownUser();
      const cut = await chat.logsIn("client whose connection breaks", user);
      const left = await chat.logsIn("client that leaves", user);
      cut.connection.tell("reset the connection (RST)");
      cut.connection.peer.reset();
      left.connection.send("CLOSE");
      left.connection.peer.endSending();
      await left.connection.untilEnd({ what: "the answer to CLOSE" });
      await expectWorth(chat, cut, "LOGIN_ACCEPTED", CUT);
      await expectWorth(chat, left, "SESSION_ENDED", LEFT);
    },
  ),

  check(
    "09b.1",
    "a client that comes back does not have to wait for its own lost connection",
    { points: 2, needs: [LOGS_IN], rule: "A client that comes back while the server still holds" },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const user = await chat.knownUser();
      const lost = await chat.logsIn("client", user);
      const { program } = chat.server;
      await program.expectLine(new RegExp(`^talking to ${user.name}$`), "the user's turn");
      const again = await resumed(chat, lost);
      says(again, "are you there?");
      await program.expectLine(/^received 14 bytes: are you there\?$/, "what the user says", {
        cause: WAITS_FOR_ITSELF,
      });
    },
  ),

  check(
    "09b.1",
    "the operator talks to a user by name, and next ends the session",
    { points: 2, needs: [LOGS_IN], rule: "The operator's lines name the user" },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const user = await chat.knownUser();
      const member = await chat.logsIn("client", user);
      const { program } = chat.server;
      await program.expectLine(new RegExp(`^talking to ${user.name}$`), "the user's turn");
      says(member.connection, "hello");
      await program.expectLine(/^received 5 bytes: hello$/, "what the user says");
      program.type("good morning\nnext\n");
      const { body } = await member.connection.expect("SERVER_TO_CLIENT", {
        what: "the operator's reply",
      });
      if (body.toString() !== "good morning")
        fail(`The operator has typed "good morning"; the client was sent "${body.toString()}".`);
      const { json } = await member.connection.expect("CLOSE", { what: "the answer to next" });
      if (fieldOf(json, "again") !== false)
        fail(
          'After next the CLOSE should say "again":false: else the client comes back by itself.',
        );
      member.connection.send("CLOSE");
      member.connection.peer.endSending();
      await program.expectLine(new RegExp(`^left ${user.name}$`), "the end of the conversation");
      await expectWorth(chat, member, "SESSION_ENDED", LEFT);
    },
  ),
];

/** Sends a text of the conversation, which is no JSON. */
function says(connection: RecordConnection, text: string): void {
  const record = connection.sealed("CLIENT_TO_SERVER", Buffer.from(text));
  connection.sendFrame(record, `CLIENT_TO_SERVER ${JSON.stringify(text)}`);
}

/** Shows a token on a new connection, which is closed again. */
async function resumes(chat: ChatFixture, token: string): Promise<Received> {
  const connection = await chat.call("the same client again");
  const answer = await attempt(connection, "RESUME_SESSION", { token, after: 0 });
  connection.peer.reset();
  return answer;
}

async function resumed(chat: ChatFixture, { token }: FakeMember): Promise<RecordConnection> {
  const connection = await chat.call("the same client again");
  connection.send("RESUME_SESSION", { token, after: 0 });
  await connection.expect("LOGIN_ACCEPTED", { what: "the answer to the token", cause: CUT });
  return connection;
}

async function expectWorth(
  chat: ChatFixture,
  { token, connection }: FakeMember,
  wanted: "LOGIN_ACCEPTED" | "SESSION_ENDED",
  cause: string,
): Promise<void> {
  const { name } = await resumes(chat, token);
  if (name === wanted) return;
  fail(
    `The token of the ${connection.voice} should be answered by ${wanted}; ${name} came.`,
    cause,
  );
}

const NEW_TOKEN =
  "A new token is a new session, which begins its life anew: a stolen token would be good forever. Resume the session that there is.";

const CUT =
  "A connection that breaks is no word of the client: it wants to come back, with its token, and without its password.";

const LEFT =
  "Only the other side can have sealed a CLOSE: the user has left, or was sent away. End the session, so that nobody can use its token any more.";

const WAITS_FOR_ITSELF =
  "The server has not noticed yet that the old connection is lost, and lets the client wait behind itself. The token says that it is the same client: end the old connection first.";
