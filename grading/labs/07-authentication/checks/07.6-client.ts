/** Exercise 07.6: the client registers, logs in, sends its token, and logs out. */

import { TYPED_IN_SIGHT } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import type { Program } from "../../../core/program.ts";
import { expectJson, jsonLine } from "../../../players/json-lines.ts";
import { newName, newPassword, WRONG } from "../../../players/users.ts";
import { NOT_LOGGED_IN } from "./helpers.ts";

const ENTERS = "the client logs in, and sends its token with every message";

export const clientChecks = [
  check("07.6", ENTERS, { points: 2, rule: "When it is welcomed" }, async (context) => {
    const { client, server, name, password } = await clientAtServer(context);
    await expectJson(
      server,
      { type: "log-in", name, password },
      { what: "the client's first message", cause: LOG_IN_FIRST },
    );
    const token = context.random.bytes(32).toString("base64url");
    server.send(jsonLine({ type: "welcome", name, token }));
    const words = [context.random.asciiWord(), context.random.asciiWord()];
    client.type(`${words.join("\n")}\n`);
    const cause = "Every message carries the token that came with the welcome, exactly as it came.";
    for (const text of words) {
      await expectJson(
        server,
        { type: "say", token, text },
        { what: "a line of the client's input", cause },
      );
      server.send(jsonLine({ type: "said", text }));
    }
    await client.expectOutput(`${words.join("\n")}\n`, "what was said");
  }),

  check(
    "07.6",
    "the client logs out when its input ends",
    { needs: [ENTERS], rule: "At the line exit" },
    async (context) => {
      const { client, server, name } = await clientAtServer(context);
      await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
      const token = context.random.bytes(32).toString("base64url");
      // In pieces: an answer is a line, not a chunk.
      await server.sendInPieces(jsonLine({ type: "welcome", name, token }), [5, 30]);
      client.endInput();
      await expectJson(
        server,
        { type: "log-out", token },
        {
          what: "the end of the client's input",
          cause: "Whoever leaves without a log-out leaves a good token behind.",
        },
      );
      server.send(jsonLine({ type: "good-bye" }));
      server.endSending();
      await client.expectStatus(0, "after the good-bye");
    },
  ),

  check(
    "07.6",
    "the client registers first when it is told so",
    { points: 2, needs: [ENTERS], rule: "It takes --action" },
    async (context) => {
      const { client, server, name, password } = await clientAtServer(context, {
        LAB_ACTION: "register",
      });
      await expectJson(
        server,
        { type: "register", name, password },
        { what: "the client's first message" },
      );
      server.send(jsonLine({ type: "registered" }));
      await expectJson(
        server,
        { type: "log-in", name, password },
        { what: "the client's message after it has been registered" },
      );
      server.send(jsonLine({ type: "refused", reason: "name is taken" }));
      await expectLastWords(client, "name is taken");
    },
  ),

  check(
    "07.6",
    "a refused log-in ends the client",
    { points: 2, needs: [ENTERS], rule: "At the line exit" },
    async (context) => {
      const { client, server } = await clientAtServer(context);
      client.type("hello\n");
      await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
      server.send(jsonLine({ type: "refused", reason: WRONG }));
      await expectLastWords(client, WRONG, GOES_ON);
      server.expectNothing("after the refusal the client should send nothing more", GOES_ON);
    },
  ),

  check(
    "07.6",
    "the client prints neither password nor token",
    { points: 2, needs: [ENTERS], rule: "No password, right or wrong" },
    async (context) => {
      const { client, server, name, password } = await clientAtServer(context);
      await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
      const token = context.random.bytes(32).toString("base64url");
      server.send(jsonLine({ type: "welcome", name, token }));
      client.type("hello\nexit\nmore\n");
      await expectJson(
        server,
        { type: "say", text: "hello" },
        { what: "a line of the client's input" },
      );
      server.send(jsonLine({ type: "said", text: "hello" }));
      await expectJson(
        server,
        { type: "log-out" },
        { what: "the line exit", cause: "`exit` ends the session: it is no text to be said." },
      );
      server.send(jsonLine({ type: "refused", reason: NOT_LOGGED_IN }));
      await expectLastWords(client, NOT_LOGGED_IN);
      for (const [what, secret] of [
        ["password", password],
        ["token", token],
      ] as const) {
        if (client.everythingPrinted.includes(secret)) {
          fail(
            `The client should not print the ${what}; it did.`,
            "What stands on a screen stands in photographs and recordings.",
          );
        }
      }
    },
  ),

  check(
    "07.6",
    "a server that leaves ends the client",
    { points: 2, needs: [ENTERS], rule: "At the line exit" },
    async (context) => {
      const { client, server, name } = await clientAtServer(context);
      await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
      server.send(jsonLine({ type: "welcome", name, token: "x".repeat(43) }));
      await client.expectLine(/logged in/, '"logged in as NAME"', { stream: "stderr" });
      server.endSending();
      await client.expectStatus(
        1,
        "because the server has left",
        "It waits for a line of input, and does not notice that nobody is there any more.",
      );
    },
  ),

  check(
    "07.6",
    "what was said cannot command the terminal",
    { needs: [ENTERS], rule: "When it is welcomed" },
    async (context) => {
      const { client, server, name } = await clientAtServer(context);
      await expectJson(server, { type: "log-in" }, { what: "the client's first message" });
      server.send(jsonLine({ type: "welcome", name, token: "x".repeat(43) }));
      client.type("hello\n");
      await expectJson(server, { type: "say" }, { what: "a line of the client's input" });
      server.send(jsonLine({ type: "said", text: "a\u001b[2Jb\nc" }));
      const cause =
        "What comes from the network is data. An escape character in it clears screens and moves cursors, a line end forges lines: print them as escapes.";
      await client.expectLine(/^[^a]*a.*b/, "the text, on one line", { cause });
      if (client.output.includes("\u001b") || client.lines().length !== 1) {
        fail(
          "The text should be printed on one line, without its escape character; it was printed as it came.",
          cause,
        );
      }
    },
  ),

  check(
    "07.6",
    "what is missing is said",
    { needs: [ENTERS], rule: "In a terminal it asks" },
    async (context) => {
      const listener = await context.listen();
      const { host, port } = listener.address;
      for (const [missing, environment] of [
        ["name", { LAB_PASSWORD: "correct horse" }],
        ["password", { LAB_NAME: "ada" }],
      ] as const) {
        const client = context.startWith(
          environment,
          "client",
          "--host",
          host,
          "--port",
          String(port),
        );
        await expectLastWords(
          client,
          missing,
          "Its input is a pipe: nobody is there to be asked. Say what is missing.",
        );
      }
    },
  ),

  check(
    "07.6",
    "in a terminal the client asks, and hides the password",
    { points: 2, needs: [ENTERS], rule: "In a terminal it asks" },
    async (context) => {
      const listener = await context.listen();
      const { host, port } = listener.address;
      const flags = ["--host", host, "--port", String(port), "--action", "log-in"];
      const terminal = context.startInTerminal("client", ...flags);
      await terminal.expectShown(/name/i, "a question for the name");
      await terminal.type("ada\r");
      await terminal.expectShown(/password/i, "a question for the password");
      await terminal.type("correct horse\r");
      const server = await listener.accept(terminal.program);
      const first = { type: "log-in", name: "ada", password: "correct horse" };
      await expectJson(server, first, { what: "the client's first message" });
      server.send(jsonLine({ type: "refused", reason: WRONG }));
      await terminal.expectShown(
        /wrong name or password[\s\S]*password/i,
        "the reason, and the question for the password once more",
        "People mistype, and do not see it.",
      );
      await terminal.type("battery staple\r");
      const next = { ...first, password: "battery staple" };
      await expectJson(server, next, { what: "the client's second attempt" });
      server.send(jsonLine({ type: "welcome", name: "ada", token: "x".repeat(43) }));
      await terminal.expectShown(/logged in/, '"logged in as ada"');
      for (const secret of ["correct", "battery", "x".repeat(43)]) {
        if (terminal.screen.includes(secret)) {
          fail(
            "Neither what is typed as the password nor the token should be shown; one was.",
            TYPED_IN_SIGHT,
          );
        }
      }
    },
  ),

  check(
    "07.6",
    "a client that has registered tries another password without registering again",
    { needs: [ENTERS], rule: "In a terminal it asks" },
    async (context) => {
      const listener = await context.listen();
      const { host, port } = listener.address;
      const given = ["--action", "register", "--name", "ada", "--password", "correct horse"];
      const flags = ["--host", host, "--port", String(port), ...given];
      const terminal = context.startInTerminal("client", ...flags);
      const server = await listener.accept(terminal.program);
      await expectJson(server, { type: "register" }, { what: "the client's first message" });
      server.send(jsonLine({ type: "registered" }));
      await expectJson(server, { type: "log-in" }, { what: "the message after it was registered" });
      server.send(jsonLine({ type: "refused", reason: WRONG }));
      await terminal.expectShown(
        /wrong name or password[\s\S]*password/i,
        "the question once more",
      );
      await terminal.type("battery staple\r");
      await expectJson(
        server,
        { type: "log-in", name: "ada", password: "battery staple" },
        {
          what: "the client's message with another password",
          cause:
            "It has registered already: to register again gets `name is taken`. Only the log-in is tried once more.",
        },
      );
    },
  ),
];

/** A client that knows who it is, and the scripted server that it has reached. */
async function clientAtServer(context: CheckContext, more: Record<string, string> = {}) {
  const listener = await context.listen();
  const { host, port } = listener.address;
  const [name, password] = [newName(context), newPassword(context)];
  const environment = { LAB_NAME: name, LAB_PASSWORD: password, ...more };
  const client = context.startWith(environment, "client", "--host", host, "--port", String(port));
  return { client, server: await listener.accept(client), name, password };
}

/** Status 1, and the last line on standard error says why. */
async function expectLastWords(client: Program, mentioned: string, cause?: string): Promise<void> {
  await client.expectStatus(1, `because of: ${mentioned}`, cause);
  const last = client.lines("stderr").at(-1) ?? "";
  if (last.includes(mentioned)) return;
  fail(`The last line on standard error should say "${mentioned}"; it is: ${last}`, cause);
}

const LOG_IN_FIRST =
  "It was given LAB_NAME and LAB_PASSWORD in its environment, and should log in with them.";

const GOES_ON = "The log-in was refused, and the client goes on as if it had been welcomed.";
