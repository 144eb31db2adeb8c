/** Exercise 09a.5: what the client sends, shows and refuses. */

import { join } from "node:path";
import { RECORD } from "../../../../labs/09-chat/protocol/wire.ts";
import { check } from "../../../core/check.ts";
import { readText, tellFile } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { ANY_TEXT, exactly, type TextForm } from "../../../core/patterns.ts";
import { enteredClient, shakenClient, startedClient } from "../../../players/chat/chat-client.ts";
import { greetClient } from "../../../players/chat/fake-server.ts";
import { anotherIdentity, theIdentity } from "../../../players/chat/identity.ts";
import type { RecordConnection } from "../../../players/chat/record-connection.ts";
import { header } from "../../../players/frames.ts";
import { expectPong, expectRequest, leaves, message, TIME } from "./client-requests.ts";
import { flippedAt } from "./forged-tokens.ts";
import { CLIENT_ENTERS, CLIENT_TRUSTS } from "./titles.ts";

export const clientChecks = [
  check(
    "09a.5",
    CLIENT_ENTERS,
    {
      points: 3,
      needs: [CLIENT_TRUSTS],
      rule: "On standard output the client prints what happens in the room",
    },
    async (context) => {
      const { client, connection, name, listener } = await enteredClient(context);
      const { fingerprint } = await theIdentity();
      const text = context.random.word();
      connection.send("SERVER_TO_CLIENT", [
        { type: "joined", name: "bob" },
        message(1, "bob", text),
      ]);
      client.type("hello\n");
      const said = await expectRequest(connection, { type: "say", text: "hello" });
      context.othersMayGoOn();
      for (const message of [
        `connected to 127.0.0.1:${listener.address.port}`,
        `fingerprint ${fingerprint}`,
        `logged in as ${name}`,
      ]) {
        await client.expectLine(exactly(message), `"${message}"`, { stream: "stderr" });
      }
      connection.send("SERVER_TO_CLIENT", [
        message(2, name, "hello"),
        { type: "accepted", id: said.id, number: 2 },
      ]);
      connection.send("SERVER_TO_CLIENT", [
        { type: "private", time: TIME, from: "bob", to: name, text: "psst" },
        { type: "notice", text: "tea at four" },
        { type: "left", name: "bob" },
      ]);
      await client.expectLine(exactly("* bob has left"), "that bob has left");
      await leaves({ client, connection }, "exit\nmore\n");
      const lines = [
        "* bob has joined",
        `bob: ${text}`,
        `${name}: hello`,
        `bob -> ${name}: psst`,
        "* tea at four",
        "* bob has left",
      ];
      await client.expectOutput(
        `${lines.join("\n")}\n`,
        "what happened in the room",
        "Each event is a line on standard output, in the server's order; what you say yourself as well, when it comes back. Everything else belongs on standard error.",
      );
      await client.expectLine(/^disconnected$/, '"disconnected"', { stream: "stderr" });
    },
  ),

  check(
    "09a.5",
    "commands of the client become requests",
    { points: 2, needs: [CLIENT_ENTERS], rule: "A line that begins with / is a command" },
    async (context) => {
      const { client, connection } = await enteredClient(context);
      connection.send("SERVER_TO_CLIENT", [
        { type: "joined", name: "bob" },
        message(57, "bob", "hi"),
      ]);
      await client.expectLine(exactly("bob: hi"), '"bob: hi"');
      client.type("/msg bob psst, you\n//etc\n");
      const psst = await expectRequest(connection, {
        type: "private",
        to: "bob",
        text: "psst, you",
      });
      const etc = await expectRequest(connection, { type: "say", text: "/etc" });
      connection.send("SERVER_TO_CLIENT", [
        { type: "accepted", id: psst.id },
        { type: "accepted", id: etc.id, number: 58 },
      ]);
      client.type("/dance\n/search Tea Time\n");
      await expectRequest(connection, { type: "search", text: "Tea Time" });
      connection.send("SERVER_TO_CLIENT", [
        { type: "past", number: 3, time: TIME, from: "eve", text: "tea time!" },
        { type: "page", more: false },
      ]);
      await client.expectLine(exactly("eve: tea time!"), "what was found");
      client.type("/history\n");
      const { before } = await expectRequest(connection, { type: "history" });
      if (typeof before !== "number" || before > 57)
        fail(
          `/history should ask for what is before the oldest message that was shown; it asks for what is before ${JSON.stringify(before)}.`,
        );
      connection.send("SERVER_TO_CLIENT", [{ type: "page", more: false }]);
    },
  ),

  check(
    "09a.5",
    "the client leaves when all it has said is acknowledged",
    {
      points: 2,
      needs: [CLIENT_ENTERS],
      rule: "The end of the input, or the line exit, ends the client once all its messages",
    },
    async (context) => {
      const entered = await enteredClient(context);
      const { client, connection, name } = entered;
      client.type("one\ntwo\n");
      client.endInput();
      const one = await expectRequest(connection, { type: "say", text: "one" });
      const two = await expectRequest(
        connection,
        { type: "say", text: "two" },
        "One message after the other would wait for each acknowledgement: 64 may be under way.",
      );
      if (one.id === two.id)
        fail(
          "Each message should have an id of its own; two have the same.",
          "By its id the server knows a message that comes again: with the same one the second is never said.",
        );
      connection.send("SERVER_TO_CLIENT", [
        message(1, name, "one"),
        { type: "accepted", id: one.id, number: 1 },
      ]);
      await expectPong(
        connection,
        "It leaves before the second message is acknowledged: nobody knows whether it has arrived.",
      );
      connection.send("SERVER_TO_CLIENT", [
        message(2, name, "two"),
        { type: "accepted", id: two.id, number: 2 },
      ]);
      await leaves(entered);
      await client.expectOutput(`${name}: one\n${name}: two\n`, "what was said");
    },
  ),

  check(
    "09a.5",
    "no more than 64 messages are under way",
    {
      points: 2,
      needs: [CLIENT_ENTERS],
      rule: "A client has at most 64 messages that are not acknowledged",
    },
    async (context) => {
      const { client, connection } = await enteredClient(context);
      client.type(Array.from({ length: 80 }, (_, at) => `message ${at}\n`).join(""));
      const ids: unknown[] = [];
      for (let at = 0; at < 64; at++)
        ids.push((await expectRequest(connection, { type: "say", text: `message ${at}` })).id);
      await expectPong(
        connection,
        "64 messages are not acknowledged; the others wait in the client.",
      );
      connection.send("SERVER_TO_CLIENT", [{ type: "accepted", id: ids[0], number: 1 }]);
      await expectRequest(
        connection,
        { type: "say", text: "message 64" },
        "One was acknowledged: the next one may go.",
      );
      await expectPong(connection, "One was acknowledged: one more may go, and no more.");
    },
  ),

  check(
    "09a.5",
    "a refused log-in ends the client with status 1",
    {
      points: 2,
      needs: [CLIENT_ENTERS],
      rule: "with status 1, after a last line on standard error",
    },
    async (context) => {
      const refusals = [
        ["log-in", "LOGIN_ATTEMPTING", "INVALID_USERNAME_OR_PASSWORD", {}],
        ["register", "REGISTER_CLIENT_", "USER_IN_DATABASE", {}],
        [
          "log-in",
          "LOGIN_ATTEMPTING",
          "REFUSED",
          { reason: "too many attempts", retryAfterMs: 60_000 },
        ],
      ] as const;
      await Promise.all(
        refusals.map(async ([action, record, answer, content]) => {
          const { client, connection, password } = await shakenClient(context, { action });
          client.type("hello\n");
          await connection.expect(record, { what: "the client's first record after FINISHED" });
          connection.send(answer, content);
          for (const { name } of await connection.untilEnd({
            what: `after ${answer}`,
            cause: STAYS,
          })) {
            if (name !== "CLOSE")
              fail(
                `After ${answer} the client should leave; it sends ${name}.`,
                "The log-in was refused, and the client goes on as if it had been accepted.",
              );
          }
          connection.peer.close();
          await client.expectStatus(1, `because of ${answer}`, STAYS);
          const last = client.lines("stderr").at(-1) ?? "";
          if (last === "" || (answer === "REFUSED" && !last.includes("too many attempts")))
            fail(`The last line on standard error should say why; it is "${last}".`);
          if (client.everythingPrinted.includes(password))
            fail("The client should not print the password; it did.");
        }),
      );
    },
  ),

  check(
    "09a.5",
    "a server with another key is refused: HOST KEY CHANGED",
    { points: 3, needs: [CLIENT_ENTERS], rule: "When the same address shows another one" },
    async (context) => {
      const data = context.dataFolder();
      const first = await enteredClient(context, { data });
      const { listener } = first;
      await leaves(first, "exit\n");
      const path = join(data, "known_servers");
      const { fingerprint } = await theIdentity();
      const known = `127.0.0.1:${listener.address.port} ${fingerprint}`;
      const kept = readText(path);
      if (!kept.split("\n").includes(known)) {
        tellFile(context, path);
        fail(`After the first meeting known_servers should have the line "${known}"; it has not.`);
      }
      await leaves(await enteredClient(context, { data, listener }), "exit\n");
      const { client } = await startedClient(context, { data, listener });
      const { connection } = await greetClient(context, listener, client, {
        identity: await anotherIdentity(),
      });
      const sent = await connection.nextFrame("the end of the connection");
      if (sent !== undefined)
        fail(
          "The client should send nothing to a server with another certificate; it goes on with FINISHED.",
          "Somebody stands between you and the server, and it is told your password next: compare first.",
        );
      await client.expectStatus(
        1,
        "because the server's key has changed",
        "Compare the fingerprint with the one in known_servers, and stop.",
      );
      await client.expectLine(/^HOST KEY CHANGED/, "a line that begins with HOST KEY CHANGED", {
        stream: "stderr",
      });
      if (readText(path) !== kept) {
        tellFile(context, path);
        fail(
          "known_servers should stay as it is; it has changed.",
          "Who overwrites what he knows believes everybody the second time.",
        );
      }
    },
  ),

  check(
    "09a.5",
    "what comes from the network cannot command the terminal",
    { points: 2, needs: [CLIENT_ENTERS], rule: "A line end inside a text is printed as" },
    async (context) => {
      const { client, connection } = await enteredClient(context);
      connection.send("SERVER_TO_CLIENT", [message(1, "bob", "one\n* eve has joined")]);
      await client.expectLine(
        exactly("bob: one\\n* eve has joined"),
        "the text on one line, with \\n for its line end",
        { cause: FORGES },
      );
      connection.send("SERVER_TO_CLIENT", [
        message(2, "bob", "a\u001b[2J\u009b2Jb\rc"),
        { type: "joined", name: "e\u001b[2Jve\n* x" },
      ]);
      connection.send("SERVER_TO_CLIENT", [{ type: "notice", text: "the last" }]);
      // A client may also find that nobody has agreed upon such a text, and leave.
      await client.changes.until(
        () =>
          client.lines().includes("* the last") ||
          client.lines("stderr").some((one) => one.startsWith("connection lost")) ||
          client.exit !== undefined
            ? true
            : undefined,
        3_000,
      );
      const printed = client.output.toString();
      if (/[^\P{Cc}\n\t]/u.test(printed))
        fail(
          "What the client prints should hold no control characters; it printed them as they came.",
          FORGES,
        );
      if (client.lines().includes("* x has joined") || client.lines().length > 4)
        fail("Each event should be one line; one of them is several.", FORGES);
    },
  ),

  check(
    "09a.5",
    "records of the server in another order end the connection",
    { points: 3, needs: [CLIENT_ENTERS], rule: "A receiver takes exactly the next number" },
    async (context) => {
      const events = [{ type: "notice", text: "never" }];
      const wrong: [string, string | TextForm, (connection: RecordConnection) => Buffer][] = [
        [
          "that was left out before it",
          "record out of order: got 4, want 3",
          (connection) => {
            connection.skip();
            return connection.sealed("SERVER_TO_CLIENT", events);
          },
        ],
        [
          "once more",
          "record out of order: got 1, want 3",
          (connection) => connection.sealedAs(1n, RECORD.SERVER_TO_CLIENT, events),
        ],
        [
          "with a bit flipped",
          "authentication failed",
          (connection) => flippedAt(connection.sealed("SERVER_TO_CLIENT", events), 40),
        ],
        [
          "of a type that nobody knows",
          ANY_TEXT,
          (connection) => connection.sealedAs(connection.sent, 99, {}),
        ],
        [
          "that holds no list",
          ANY_TEXT,
          (connection) => connection.sealed("SERVER_TO_CLIENT", { type: "notice", text: "never" }),
        ],
        ["that announces 8,193 bytes", ANY_TEXT, () => header(8_193)],
      ];
      await Promise.all(
        wrong.map(async ([what, reason, make]) => {
          const { client, connection } = await enteredClient(context);
          connection.sendFrame(make(connection), `a record ${what}`);
          await connection.expectClose(reason, {
            what: `the answer to a record ${what}`,
            cause: ({ ending, record }) =>
              ending === "open" && record === undefined ? TAKES_ALL : undefined,
          });
          await client.askToStop("SIGTERM");
          await client.expectExit("after SIGTERM"); // now it has printed all it will
          if (client.everythingPrinted.includes("never"))
            fail(`A record ${what} should not be shown; it was.`, TAKES_ALL);
        }),
      );
    },
  ),
];

const STAYS = "From a pipe nobody can be asked again: say why on standard error, and end.";

const FORGES =
  "A line end in a text forges lines, an escape character clears screens: print what cannot be printed as \\n and \\u001b.";

const TAKES_ALL =
  "The client takes whatever comes: its number, its HMAC and its type are looked at for a reason.";
