/** Exercise 08.2: the server takes every frame of a chunk, and shows its message. */

import { check } from "../../../core/check.ts";
import { HEADER_BYTES, header } from "../../../players/frames.ts";
import { BLANKS, COUNTS_LETTERS, EMPTY_TEXT, LETTERS_CHANGED, ONE_READ } from "./causes.ts";
import { enter, expectReceived, expectSaid, leave, TOKEN_BYTES } from "./helpers.ts";
import { SHOWN, TOKEN } from "./titles.ts";

export const messageChecks = [
  check(
    "08.2",
    SHOWN,
    { points: 2, needs: [TOKEN], rule: "The server's messages" },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      for (const text of ["hello", context.random.asciiWord()]) {
        fakeClient.say(text);
        await expectReceived(server, fakeClient, text, (line) => shownWrongly(line, text));
      }
      context.othersMayGoOn();
      for (const text of ["help", " two  blanks "]) {
        fakeClient.say(text);
        await expectReceived(server, fakeClient, text, (line) => shownWrongly(line, text));
      }
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.2",
    "the length that is shown counts bytes",
    { needs: [SHOWN], rule: "The server's messages" },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      for (const text of ["hello", "Владимир", `${context.random.word()} 🐙`]) {
        fakeClient.say(text);
        await expectReceived(server, fakeClient, text, LETTERS_CHANGED);
        const line = `received ${Buffer.byteLength(text)} bytes: ${text}`;
        await expectSaid(server.program, line, COUNTS_LETTERS);
      }
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.2",
    "an empty text is a message too",
    { needs: [SHOWN], rule: "The token." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      for (const text of ["", "after it"]) {
        fakeClient.say(text);
        await expectReceived(server, fakeClient, text, EMPTY_TEXT);
      }
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.2",
    "several frames in one chunk are several messages",
    { points: 2, needs: [SHOWN], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      const texts = ["one", "two", context.random.asciiWord()];
      fakeClient.say(...texts);
      for (const text of texts) await expectReceived(server, fakeClient, text, ONE_READ);
      await leave(server, fakeClient);
    },
  ),
];

const WRONG_WINDOW =
  "Not the whole text was shown. The window on the body is wrong: `subarray` takes two places, where it begins and where it ends, not a place and a length.";

const READ_LITTLE =
  "The server has read the length with its lowest byte first. On the network the highest comes first: `readUInt32BE`.";

const HEADER_COUNTED =
  "The last four characters are missing. Either the length was read as if it counted the header too: it is that of the body alone. Or the window on the body is wrong: `subarray` takes two places, where it begins and where it ends.";

const WAITS_ON =
  "All of the frame has come, and the server still waits. The length is that of the body, and the frame is whole with its last byte: does the server wait for more?";

function shownWrongly(line: string, text: string): string {
  if (line === "") return WAITS_ON;
  if (/token|[\w-]{43}/.test(line))
    return "The token is on the screen: show the text behind it only.";
  if (!line.startsWith("received ")) {
    const length = header(TOKEN_BYTES + text.length).readUInt32LE();
    return line.includes(` ${length} `)
      ? READ_LITTLE
      : "A message that keeps all rules was not shown.";
  }
  if (text !== text.trim() && line.endsWith(text.trim())) return BLANKS;
  return line.endsWith(`: ${text.slice(0, -HEADER_BYTES)}`) ? HEADER_COUNTED : WRONG_WINDOW;
}
