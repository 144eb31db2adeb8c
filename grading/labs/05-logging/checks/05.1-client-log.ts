/** Exercise 05.1: the client writes client.log in the same way. */
import { checkWithLogs, expectLogged } from "../../../core/log-lines.ts";
import { NOT_FLUSHED } from "./causes.ts";
import { expectNowhere, pair } from "./helpers.ts";
import { CLIENT, TELLS } from "./titles.ts";

export const clientLogChecks = [
  checkWithLogs(
    "05.1",
    CLIENT,
    { points: 2, needs: [TELLS], rule: "It tells its story to client.log" },
    async (context) => {
      const { client, server } = await pair(context);
      client.type("hello\n");
      await server.expectBytes("hello\n", "the client's line");
      await server.sendInPieces("hello\nand\n", [3, 4]);
      await client.expectOutput("hello\nand\n", "the answers");
      await expectLogged(context, client, {
        what: "the conversation",
        name: "client.log",
        events: [
          ["connected", { address: /^127\.0\.0\.1:\d+$/ }],
          ["sent", { bytes: "5", text: "hello" }],
          ["received", { bytes: "5", text: "hello" }],
          ["received", { bytes: "3", text: "and" }],
        ],
        cause: NOT_FLUSHED,
      });
    },
  ),

  checkWithLogs(
    "05.1",
    "the client logs no password either",
    { needs: [CLIENT], rule: "It tells its story to client.log" },
    async (context) => {
      const { client, server } = await pair(context);
      const secret = `hunter${context.random.integer(1_000, 9_999)}`;
      client.type(`password ${secret}\n`);
      await server.expectBytes(`password ${secret}\n`, "the client's line");
      await expectLogged(context, client, {
        what: "the password",
        name: "client.log",
        events: [["sent"]],
        cause: NOT_FLUSHED,
      });
      expectNowhere(context, client, secret);
      await expectLogged(context, client, {
        what: "the password",
        name: "client.log",
        events: [["sent", { password: "[redacted]" }]],
        cause: "Both ends of a conversation know the secret, and both keep logs.",
      });
    },
  ),
];
