/** Exercise 08.5: a slow reader gets everything, and is not sent more than it takes. */

import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { frame } from "../../../players/frames.ts";
import { linesOf } from "./causes.ts";
import { enter, greetedClient, LONG_BYTES, leave, SOME_TOKEN } from "./helpers.ts";
import { CLIENT_SENDS, REPLY } from "./titles.ts";

/** More than the buffers of the system and of both programs can hold: about 4 MB on loopback. */
const MORE_THAN_BUFFERS = 10 * 1024 * 1024;

export const backPressureChecks = [
  check(
    "08.5",
    "a client that reads late gets every reply",
    { points: 2, needs: [REPLY], rule: "The operator types" },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      const texts = manyTexts();
      fakeClient.peer.stopReading();
      server.program.type(linesOf(texts));
      await server.program.untilStuck();
      fakeClient.peer.goOnReading();
      const expected = Buffer.concat(texts.map((text) => frame(text)));
      await fakeClient.peer.expectBytes(expected, "all replies, read late", NOT_DRAINED);
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.5",
    "the client takes no more input than the server takes",
    { points: 2, needs: [CLIENT_SENDS], rule: "The client sends each line" },
    async (context) => {
      const { client, server } = await greetedClient(context);
      server.stopReading();
      const texts = manyTexts();
      client.type(linesOf(texts));
      await client.untilStuck();
      if (client.inputWaiting === 0) {
        fail(
          `The client should wait while the server does not read; it took all ${MORE_THAN_BUFFERS} bytes of its input.`,
          "It keeps in its memory what the server does not read. Of a `_write` whose callback comes at once the stream believes that all is sent: call it when the socket has drained.",
        );
      }
      server.goOnReading();
      const expected = Buffer.concat(texts.map((text) => frame(`${SOME_TOKEN} ${text}`)));
      await server.expectBytes(expected, "all lines, read late", NOT_DRAINED);
    },
  ),
];

/** More than fits between two programs, as lines that differ. */
function manyTexts(): string[] {
  const count = Math.ceil(MORE_THAN_BUFFERS / LONG_BYTES);
  return Array.from({ length: count }, (_, index) => `${index} `.padEnd(LONG_BYTES - 1, "x"));
}

const NOT_DRAINED = {
  general: "A part of it never came. When the socket takes no more, wait until it does, and go on.",
  node: 'A part of it never came. When the socket is full, wait for its "drain" and then go on: the stream waits for the callback of `_write`.',
};
