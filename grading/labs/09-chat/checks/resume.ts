/** Exercises 09d.3 and 09d.4: a lost connection loses nothing that was said, and doubles nothing. */

import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { type EnteredClient, enteredClient, newToken } from "../../../players/chat/chat-client.ts";
import { welcomeClient, welcomeClientTls } from "../../../players/chat/fake-server.ts";
import type { RecordConnection } from "../../../players/chat/record-connection.ts";
import { fieldOf, type RecordName } from "../../../players/chat/records.ts";
import { expectRequest, leaves, message, type RequestCause } from "./client-requests.ts";
import { CLIENT_ENTERS, CLIENT_RESUMES } from "./titles.ts";

const TIME = "2026-11-22T09:30:00.000Z";

export const resumeChecks = [
  check(
    "09d.3",
    CLIENT_RESUMES,
    { points: 3, needs: [CLIENT_ENTERS], rule: "sends again what was not acknowledged" },
    async (context) => {
      const entered = await enteredClient(context);
      const { client, connection, name } = entered;
      client.type("one\ntwo\nthree\n");
      const ids = [];
      for (const text of ["one", "two", "three"])
        ids.push((await expectRequest(connection, { type: "say", text })).id);
      connection.send("SERVER_TO_CLIENT", [
        message(7, name, "one"),
        { type: "accepted", id: ids[0], number: 7 },
      ]);
      await client.expectLine(/: one$/, "its first message");
      connection.tell("reset the connection (RST)");
      connection.peer.reset();
      const again = await comesBack(context, entered, 7, 7);
      context.othersMayGoOn();
      again.send("SERVER_TO_CLIENT", [
        { type: "here", name },
        { type: "page", more: false },
      ]);
      const lost = await expectResent(again, "two", resent(["one"]));
      const third = await expectResent(again, "three", resent(["one", "two"]));
      if (lost.id !== ids[1] || third.id !== ids[2]) {
        fail(
          `What is sent again should keep its id, ${String(ids[1])} and ${String(ids[2])}; it has ${String(lost.id)} and ${String(third.id)}.`,
          "By its id the server knows that it has the message already: with another one it is said twice.",
        );
      }
      again.send("SERVER_TO_CLIENT", [
        message(8, name, "two"),
        { type: "accepted", id: ids[1], number: 8 },
        message(9, name, "three"),
        { type: "accepted", id: ids[2], number: 9 },
      ]);
      await client.expectLine(/: three$/, "its third message");
      client.endInput();
      await leaves({ client, connection: again }, "", STILL_UNDER_WAY);
      await client.expectOutput(
        `${name}: one\n${name}: two\n${name}: three\n`,
        "what was said, each once",
        ONCE,
      );
    },
  ),

  check(
    "09d.3",
    "what waits keeps its order behind what was under way",
    { points: 2, needs: [CLIENT_RESUMES], rule: "sends again what was not acknowledged" },
    async (context) => {
      const entered = await enteredClient(context);
      const { client, connection, name } = entered;
      const texts = Array.from({ length: 70 }, (_, at) => `message ${at}`);
      client.type(texts.map((text) => `${text}\n`).join(""));
      for (const text of texts.slice(0, 64)) await expectRequest(connection, { type: "say", text });
      connection.peer.reset();
      const again = await comesBack(context, entered, 0, 0);
      again.send("SERVER_TO_CLIENT", [
        { type: "here", name },
        { type: "page", more: false },
      ]);
      for (const [at, text] of texts.entries()) {
        const cause = inOrder(texts.slice(0, at));
        const { id } =
          at < 64
            ? await expectResent(again, text, cause)
            : await expectRequest(again, { type: "say", text }, cause);
        if (at < 6) again.send("SERVER_TO_CLIENT", [{ type: "accepted", id, number: at + 1 }]);
      }
    },
  ),

  check(
    "09d.3",
    "a stream without CLOSE is reported as cut",
    {
      points: 2,
      needs: [CLIENT_ENTERS],
      rule: "A FIN without CLOSE before it means that the connection was cut",
    },
    async (context) => {
      const entered = await enteredClient(context);
      entered.connection.tell("ended its side (FIN), without CLOSE");
      entered.connection.peer.endSending();
      await entered.client.expectLine(
        /^connection lost: .*\bcut\b.*; trying again in .* s$/,
        '"connection lost: … cut …; trying again in N s"',
        {
          stream: "stderr",
          cause:
            "FIN comes from whoever can send a packet: only a CLOSE, which is sealed, is the server's word.",
        },
      );
      await comesBack(context, entered, 0, 0);
    },
  ),

  check(
    "09d.4",
    "what was said while the client was away is shown, each once",
    { points: 3, needs: [CLIENT_RESUMES], rule: "asks for further pages while more is true" },
    async (context) => {
      const entered = await enteredClient(context);
      const { client, connection, name } = entered;
      connection.send("SERVER_TO_CLIENT", [message(3, "bob", "three")]);
      await client.expectLine(/^bob: three$/, "bob's message");
      client.type("five\n");
      const { id } = await expectRequest(connection, { type: "say", text: "five" });
      connection.peer.reset();
      const again = await comesBack(context, entered, 3, 7);
      again.send("SERVER_TO_CLIENT", [
        { type: "here", name },
        past(4, "bob", "four"),
        past(5, name, "five"),
        { type: "page", more: true },
      ]);
      // The first is in the next page as well, the second is behind it.
      again.send("SERVER_TO_CLIENT", [message(8, "bob", "eight"), message(9, "bob", "nine")]);
      // What is sent again may come at once, or behind the pages.
      const first = await expectRequest(again, {}, MORE);
      const wasResent = first.id === id;
      const { after } = wasResent ? await expectRequest(again, { type: "history" }, MORE) : first;
      if (after !== 5)
        fail(
          `The next page should be asked for behind message 5; it is asked for behind ${JSON.stringify(after)}.`,
          "Each message of a page counts as shown: the next page begins behind the last of them.",
        );
      again.send("SERVER_TO_CLIENT", [
        past(6, "bob", "six"),
        past(7, "bob", "seven"),
        past(8, "bob", "eight"),
        { type: "page", more: false },
      ]);
      if (!wasResent) await expectRequest(again, { type: "say", text: "five", id }, RESEND);
      again.send("SERVER_TO_CLIENT", [
        { type: "accepted", id, number: 5 },
        message(10, "bob", "ten"),
      ]);
      await client.expectLine(/^bob: ten$/, '"bob: ten", the last message,', { cause: HOLDS_BACK });
      const texts = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];
      expectOnceInOrder(
        texts.map((text) => `${text === "five" ? name : "bob"}: ${text}`),
        client.lines(),
      );
    },
  ),

  check(
    "09d.3",
    "when its token is worth nothing the client logs in again",
    {
      points: 2,
      needs: [CLIENT_RESUMES],
      rule: "no such token, or no more; log in with the password",
    },
    async (context) => {
      const entered = await enteredClient(context);
      const { connection, listener, client, name, password } = entered;
      connection.send("SERVER_TO_CLIENT", [message(1, "bob", "hi")]);
      await client.expectLine(/^bob: hi$/, "bob's message");
      connection.peer.reset();
      const again = await welcomeClient(context, listener, client);
      await again.expect("RESUME_SESSION", {
        what: "the client's first record on the new connection",
      });
      again.send("SESSION_ENDED", {});
      await expectEntry(again, "LOGIN_ATTEMPTING", { name, password });
      again.send("LOGIN_ACCEPTED", { name, token: newToken(context), last: 0 });
      again.send("SERVER_TO_CLIENT", [
        { type: "here", name },
        { type: "page", more: false },
      ]);
      client.type("hello\n");
      await expectRequest(again, { type: "say", text: "hello" });
    },
  ),

  check(
    "09d.3",
    "inside TLS the client comes back as well",
    { points: 2, needs: [CLIENT_ENTERS], rule: "With --tls there is no handshake of ours" },
    async (context) => {
      const entered = await enteredClient(context, { flags: ["--tls"] });
      const { client, connection, listener, name, token } = entered;
      client.type("hello\n");
      const { id } = await expectRequest(connection, { type: "say", text: "hello" });
      connection.tell("cut the connection");
      connection.peer.close();
      const again = await welcomeClientTls(context, listener, client);
      await expectEntry(again, "RESUME_SESSION", { token });
      again.send("LOGIN_ACCEPTED", { name, token, last: 0 });
      again.send("SERVER_TO_CLIENT", [
        { type: "here", name },
        { type: "page", more: false },
      ]);
      const resent = await expectRequest(again, { type: "say", text: "hello" }, RESEND);
      if (resent.id !== id) fail("What is sent again should keep its id; it has another one.");
      again.send("SERVER_TO_CLIENT", [
        message(1, name, "hello"),
        { type: "accepted", id, number: 1 },
      ]);
      client.endInput();
      await leaves({ client, connection: again }, "", STILL_UNDER_WAY);
      await client.expectOutput(`${name}: hello\n`, "what was said, once", ONCE);
    },
  ),

  check(
    "09d.3",
    "a server that wants nobody back is obeyed",
    {
      points: 2,
      needs: [CLIENT_ENTERS],
      rule: '"again":false asks the client not to come back by itself',
    },
    async (context) => {
      const { client, connection, listener } = await enteredClient(context);
      connection.send("CLOSE", { reason: "sent away by the operator", again: false });
      connection.peer.endSending();
      await connection.untilEnd({
        what: "after the server's CLOSE",
        cause: "CLOSE is answered by CLOSE and the end.",
      });
      await client.expectStatus(
        1,
        'after a CLOSE with "again":false',
        "It comes back by itself, and is sent away again, forever.",
      );
      const last = client.lines("stderr").join("\n");
      if (!last.includes("sent away by the operator"))
        fail("The client should say why on standard error; the reason of the CLOSE is not there.");
      if (listener.knocks > 0)
        fail('After "again":false the client should not connect again; it did.');
    },
  ),
];

/** The client connects again, with its token, and is let in. */
async function comesBack(
  context: CheckContext,
  { client, listener, name, token }: EnteredClient,
  after: number,
  last: number,
): Promise<RecordConnection> {
  const connection = await welcomeClient(context, listener, client);
  await expectEntry(connection, "RESUME_SESSION", { token, after });
  connection.send("LOGIN_ACCEPTED", { name, token: newToken(context), last });
  return connection;
}

async function expectEntry(
  connection: RecordConnection,
  record: RecordName,
  wanted: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { json } = await connection.expect(record, {
    what: "how the client shows who it is on the new connection",
  });
  const wrong = Object.keys(wanted).find((name) => fieldOf(json, name) !== wanted[name]);
  if (wrong === undefined) return;
  fail(
    `In ${record} "${wrong}" should be ${JSON.stringify(wanted[wrong])}; it is ${JSON.stringify(fieldOf(json, wrong))}.`,
    "`after` is the number of the last message that was shown, and the token the last one that came.",
  );
}

function past(number: number, from: string, text: string) {
  return { type: "past", number, time: TIME, from, text };
}

/** The next request must be this message, which was sent before the connection was lost. */
async function expectResent(
  connection: RecordConnection,
  text: string,
  cause: RequestCause,
): Promise<{ id: unknown }> {
  const what = `"${text}", sent again after the lost connection,`;
  return await expectRequest(connection, { type: "say", text }, cause, what);
}

/** Why it is not this message that comes, when these came before it. */
function resent(earlier: readonly string[]) {
  return (json: unknown): string => {
    const text = fieldOf(json, "text");
    if (text === undefined) return RESEND;
    return earlier.some((one) => one === text) ? TWICE : IN_ORDER;
  };
}

function inOrder(earlier: readonly string[]): RequestCause {
  return (json) => (json === undefined ? STILL_UNDER_WAY : resent(earlier)(json));
}

/** Each of these lines must have been printed once, in this order, and no other. */
function expectOnceInOrder(wanted: readonly string[], printed: readonly string[]): void {
  const all = `The client printed ${printed.map((line) => `"${line}"`).join(", ")}.`;
  const twice = printed.find((line, at) => printed.indexOf(line) < at);
  if (twice !== undefined) fail(`A message was printed twice: "${twice}". ${all}`, SHOWN_TWICE);
  const missing = wanted.find((line) => !printed.includes(line));
  if (missing !== undefined) fail(`"${missing}" was not printed. ${all}`, SHOW_ALL);
  const at = wanted.findIndex((line, index) => printed[index] !== line);
  if (at === -1 && printed.length === wanted.length) return;
  const line = printed[at] ?? printed.at(-1) ?? "";
  if (!wanted.includes(line)) fail(`"${line}" should not be printed. ${all}`);
  fail(`"${line}" was printed before "${wanted[at]}". ${all}`, PAGE_FIRST);
}

const SHOWN_TWICE =
  "What happens while pages come may be in one of them as well. Numbers only grow: show no message whose number is not larger than the last one shown. That counts for each message of a page, and for what happened meanwhile.";

const SHOW_ALL =
  "Show each message of each page, and then what happened meanwhile, unless its number was shown already.";

const PAGE_FIRST =
  "What happened meanwhile was shown before the page, or the page in another order: first the page comes, which is older, then what happened meanwhile.";

const HOLDS_BACK =
  "The last page has come, and the client is still holding back what happens now: at the page without `more`, show what happened meanwhile, and hold nothing back from then on.";

const TWICE =
  "It is sent twice, or though it was acknowledged: after a lost connection each message that is not acknowledged waits once, and nothing is under way any more.";

const STILL_UNDER_WAY =
  "It still counts as under way what was sent on the old connection, and so waits for it forever: when the connection is lost, all of it waits again, and nothing is under way (`#inFlight` is empty).";

const RESEND =
  "Nobody knows whether a message that was not acknowledged has arrived: send it again, in order, with the same id.";

const MORE =
  "`more` says that the page was not all: ask for the next one, behind the last that came.";

const ONCE = "A message that was shown already comes no second time: look at its number.";

const IN_ORDER =
  "It comes in another order than it was said. What was under way was said before what waits: put it in front again, in its order.";
