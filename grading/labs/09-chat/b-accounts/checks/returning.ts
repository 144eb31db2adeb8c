/** Exercise 09b.2: a client that loses its connection comes back, and shows no more than it must. */
import { check } from "../../../../core/check.ts";
import type { CheckContext } from "../../../../core/check-context.ts";
import { fail } from "../../../../core/failure.ts";
import {
  type ClientOptions,
  newToken,
  type StartedClient,
  shakenClient,
} from "../../../../players/chat/chat-client.ts";
import { welcomeClient } from "../../../../players/chat/fake-server.ts";
import type { RecordConnection } from "../../../../players/chat/record-connection.ts";
import { fieldOf, type RecordName } from "../../../../players/chat/records.ts";

export const CLIENT_LOGS_IN =
  "the client shows its name and password, and says when it is logged in";
const RETURNS = "the client comes back with its token, and not with its password";

export const returningChecks = [
  check(
    "09b.2",
    CLIENT_LOGS_IN,
    { points: 3, rule: "After each log-in the client prints" },
    async (context) => {
      for (const action of ["log-in", "register"] as const) {
        const { client, connection, name } = await loggedIn(context, { action });
        client.type("hello\n");
        await expectText(connection, "hello");
        connection.send("SERVER_TO_CLIENT", Buffer.from(`good morning, ${name}`));
        await client.expectLine(
          new RegExp(`^good morning, ${RegExp.escape(name)}$`),
          "what the operator says",
        );
        client.type("exit\n");
        await connection.expect("CLOSE", { what: "the end, after exit" });
        connection.send("CLOSE");
        connection.peer.endSending();
        await client.expectStatus(0, "after exit");
      }
    },
  ),

  check(
    "09b.2",
    RETURNS,
    { points: 4, needs: [CLIENT_LOGS_IN], rule: "waits, connects again and shows its token" },
    async (context) => {
      const met = await loggedIn(context);
      for (const what of ["the client's first record after a reset", "the same once more"]) {
        met.connection.tell("reset the connection (RST)");
        met.connection.peer.reset();
        met.connection = await welcomeClient(context, met.listener, met.client);
        const { json } = await expectRecord(met.connection, "RESUME_SESSION", what, NOT_RESUMED);
        if (fieldOf(json, "token") !== met.token || fieldOf(json, "after") !== 0)
          fail(
            `RESUME_SESSION should hold {"token":"${met.token}","after":0}; it holds ${JSON.stringify(json)}.`,
            "The token is that of the last LOGIN_ACCEPTED.",
          );
        accept(met);
        met.client.type(`${what}\n`);
        await expectText(met.connection, what);
      }
      if (met.client.everythingPrinted.includes(met.token))
        fail("The client should not print its token; it did.");
    },
  ),

  check(
    "09b.2",
    "when its token is worth nothing the client logs in again, and never registers again",
    { points: 3, needs: [RETURNS], rule: "Where that is worth nothing, it logs in" },
    async (context) => {
      const met = await loggedIn(context, { action: "register" });
      const { client, listener, name, password } = met;
      met.connection.peer.reset();
      met.connection = await welcomeClient(context, listener, client);
      await expectRecord(
        met.connection,
        "RESUME_SESSION",
        "the client's first record",
        NOT_RESUMED,
      );
      met.connection.send("SESSION_ENDED", {});
      const { json } = await expectRecord(
        met.connection,
        "LOGIN_ATTEMPTING",
        "the client's answer to SESSION_ENDED",
        AFTER_THE_END,
      );
      if (fieldOf(json, "name") !== name || fieldOf(json, "password") !== password)
        fail(
          `LOGIN_ATTEMPTING should hold its name and password; it holds ${JSON.stringify(json)}.`,
        );
      met.token = newToken(context);
      accept(met);
      met.client.type("hello again\n");
      await expectText(met.connection, "hello again");
    },
  ),
];

interface LoggedIn extends StartedClient {
  connection: RecordConnection;
  token: string;
}

/** Starts the client and lets it in. */
async function loggedIn(
  context: CheckContext,
  { action = "log-in", ...options }: ClientOptions = {},
): Promise<LoggedIn> {
  const met = await shakenClient(context, { action, ...options });
  const { client, connection, name, password } = met;
  const record = action === "register" ? "REGISTER_CLIENT_" : "LOGIN_ATTEMPTING";
  const what = "the client's first record after FINISHED";
  const { json } = await expectRecord(connection, record, what, FIRST_TIME);
  if (fieldOf(json, "name") !== name || fieldOf(json, "password") !== password)
    fail(`${record} should hold its name and password; it holds ${JSON.stringify(json)}.`);
  const entered = { ...met, token: newToken(context) };
  accept(entered);
  await client.expectLine(
    new RegExp(`^logged in as ${RegExp.escape(name)}$`),
    `"logged in as ${name}"`,
    { stream: "stderr" },
  );
  return entered;
}

function accept({ connection, name, token }: LoggedIn): void {
  connection.send("LOGIN_ACCEPTED", { name, token, last: 0 });
}

/** The next record must be this one; what came in its place explains itself by these words. */
async function expectRecord(
  connection: RecordConnection,
  wanted: RecordName,
  what: string,
  causes: Readonly<Record<string, string>>,
) {
  return await connection.expect(wanted, {
    what,
    cause: ({ record }) => record && causes[record.name],
  });
}

/** The client's next record is this text, which is no JSON. */
async function expectText(connection: RecordConnection, text: string): Promise<void> {
  const { body } = await connection.expect("CLIENT_TO_SERVER", { what: "what is typed" });
  if (body.toString() !== text)
    fail(`The client should send "${text}"; it sends "${body.toString()}".`);
}

const FIRST_TIME = {
  RESUME_SESSION: "There is no token yet: resume only with a token that the server has given.",
  LOGIN_ATTEMPTING:
    "The person wants to register: until the account exists, a log-in finds nobody.",
  REGISTER_CLIENT_: "The person wants to log in: the account exists already (`#isKnown`).",
};

const NOT_RESUMED = {
  LOGIN_ATTEMPTING:
    "It shows the password each time, and the server computes a hash each time. The token stands for the password: ask for it first.",
  REGISTER_CLIENT_:
    "It registers again when it comes back: the name is taken by now, by itself. The token is the best proof: ask for it first.",
};

const AFTER_THE_END = {
  RESUME_SESSION:
    "It shows a token of which the server has just said that it is worth nothing: it would do so forever. Without a token, show the password.",
  REGISTER_CLIENT_:
    "It registers a second time, though the account exists since the first: once the server has let it in, `#isKnown` is true.",
};
