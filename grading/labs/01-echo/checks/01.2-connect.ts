/** Exercise 01.2: the client connects where it is told, and can be interrupted. */

import { elsewhere } from "../../../core/addresses.ts";
import { check } from "../../../core/check.ts";
import type { LikelyCause } from "../../../core/failure.ts";
import { expectOneErrorLine } from "../../../core/start-failure.ts";
import { CONNECTS } from "./titles.ts";

export const connectChecks = [
  check("01.2", CONNECTS, { points: 2, rule: "The client's flags." }, async (context) => {
    const listener = await context.listen();
    const { host, port } = listener.address;
    const client = context.client(listener.address);
    await listener.accept(client);
    await client.expectLine(
      new RegExp(`^connected to ${host}:${port}$`),
      `"connected to ${host}:${port}"`,
      {
        stream: "stderr",
        cause:
          "Service messages of a client go to standard error: its standard output is the server's.",
      },
    );
  }),

  check(
    "01.2",
    "a refused connection is told in one line",
    { needs: [CONNECTS], rule: "When nothing listens" },
    async (context) => {
      const nobody = await elsewhere(context);
      const client = context.client(nobody);
      const why = `because nothing listens on ${nobody.host}:${nobody.port}`;
      await client.expectExit(why, { cause: REFUSAL_NOT_HEARD });
      const saysConnected = client.lines("stderr").some((line) => line.startsWith("connected"));
      const cause = saysConnected ? CONNECTED_TOO_EARLY : REFUSAL_NOT_HEARD;
      await expectOneErrorLine(client, why, String(nobody.port), cause);
    },
  ),
];

export const interruptChecks = [
  check(
    "01.2",
    "SIGINT ends the client with status 0",
    { needs: [CONNECTS], rule: "SIGINT (Ctrl-C) and SIGTERM" },
    async (context) => {
      const listener = await context.listen();
      const client = context.client(listener.address);
      await listener.accept(client);
      await client.expectLine(/^connected to /, '"connected to …"', { stream: "stderr" });
      await client.askToStop("SIGINT");
      await client.expectStatus(0, "after SIGINT, which is what Ctrl-C sends");
    },
  ),
];

const REFUSAL_NOT_HEARD: LikelyCause = {
  general:
    "A refused connection shows as an error of the call that connects. Catch it, print one line, and end with status 1.",
  node: 'A socket reports a refused connection by its "error" event: without a listener for it, Node prints a stack trace.',
};

const CONNECTED_TOO_EARLY = 'It said `connected` before it was: wait for the event "connect".';
