/** Exercise 08.6: with a checksum, a text that was changed on the way is refused. */

import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { check } from "../../../core/check.ts";
import { deadlineMs } from "../../../core/pace.ts";
import { expectFrame, frame } from "../../../players/frames.ts";
import { linesOf } from "./causes.ts";
import {
  enter,
  expectGivesUp,
  expectReceived,
  expectRefused,
  greetedClient,
  SOME_TOKEN,
} from "./helpers.ts";
import { CLIENT_SHOWS, SHOWN } from "./titles.ts";

export const checksumChecks = [
  ...(
    [
      ["crc32", crc32Digits],
      ["md5", md5Digits],
    ] as const
  ).map(([name, digest]) => {
    const needs = [SHOWN];
    return check(
      "08.6",
      `with --checksum ${name} a damaged text is refused`,
      { needs, rule: "Checksums." },
      async (context) => {
        const server = await context.ownServer("--checksum", name);
        const fakeClient = await enter(context, server, "client A");
        for (const text of ["hello", context.random.asciiWord(), ""]) {
          fakeClient.say(digest(text) + text);
          await expectReceived(server, fakeClient, text, checksumMistake);
          server.program.type(`${text}!\n`);
          await expectFrame(
            fakeClient.peer,
            `${digest(`${text}!`)}${text}!`,
            "the reply",
            CHECKSUM_FORM,
          );
        }
        fakeClient.say(`${digest("hello")}hallo`);
        await expectRefused(
          server,
          fakeClient,
          "a text with the checksum of another",
          NOT_COMPARED,
        );
        for (const damaged of [
          ...eachDigitChanged(digest("hello")).map((digits) => `${digits}hello`),
          `${digest("hello").slice(1)}hello`,
          digest("hello").toUpperCase(),
          `${digest("hello").toUpperCase()}hello`,
          "",
        ]) {
          const next = await enter(context, server, "another client");
          next.say(damaged);
          await expectRefused(server, next, `the message ${JSON.stringify(damaged)}`, NOT_COMPARED);
        }
      },
    );
  }),

  check(
    "08.6",
    "a checksum is that of the bytes of a text",
    { needs: [SHOWN], rule: "Checksums." },
    async (context) => {
      const texts = ["привет", context.random.word()];
      const running = await context.ownServer("--checksum", "crc32");
      const fakeClient = await enter(context, running);
      const { client, server } = await greetedClient(context, "--checksum", "md5");
      for (const text of texts) {
        fakeClient.say(crc32Digits(text) + text);
        await expectReceived(running, fakeClient, text, OF_CHARACTERS);
        running.program.type(`${text}\n`);
        await expectFrame(fakeClient.peer, crc32Digits(text) + text, "the reply", OF_CHARACTERS);
        client.type(`${text}\n`);
        const sent = `${SOME_TOKEN} ${md5Digits(text)}${text}`;
        await expectFrame(server, sent, "the client's line with its checksum", OF_CHARACTERS);
        server.send(frame(md5Digits(text) + text));
      }
      await client.expectOutput(linesOf(texts), "the texts, with their checksums", OF_CHARACTERS);
    },
  ),

  check(
    "08.6",
    "the client compares checksums too",
    { needs: [CLIENT_SHOWS], rule: "Checksums." },
    async (context) => {
      const { client, server } = await greetedClient(context, "--checksum", "md5");
      client.type("hello\n");
      const sent = `${SOME_TOKEN} ${md5Digits("hello")}hello`;
      await expectFrame(server, sent, "the client's line with its checksum", CHECKSUM_FORM);
      server.send(frame(`${md5Digits("fine")}fine`));
      server.send(frame(`${md5Digits("fine")}fire`));
      await client.changes.until(
        () => client.exit ?? (client.output.includes("fire") ? "shown" : undefined),
        deadlineMs(),
      );
      await client.expectOutput("fine\n", "the text that was not damaged", clientCompares);
      await expectGivesUp(client, "after a text with the checksum of another", NOT_COMPARED);
    },
  ),
];

/** The first digit, then one in the middle, then the last is another one. */
function eachDigitChanged(digits: string): string[] {
  const places = [0, digits.length / 2, digits.length - 1];
  return places.map((at) => {
    const other = digits[at] === "0" ? "1" : "0";
    return digits.slice(0, at) + other + digits.slice(at + 1);
  });
}

function crc32Digits(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}

function md5Digits(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

const OF_CHARACTERS =
  "The checksum is computed over the bytes of the text in UTF-8, not over its characters or their codes. With English letters both are the same: these have two bytes and more each.";

const CHECKSUM_FORM =
  "With a checksum each text, both ways, is [checksum][text]: its digits in lower case, nothing between. The token stands before them.";

const GOOD_REFUSED =
  "A good message was refused. Of which part do you compute the digits? Of the bytes of the text alone (in UTF-8), without the digits before it. And how many digits are there: 8 with crc32, 32 with md5.";

const NOT_COMPARED =
  "The checksum of what came is computed and compared with the one that stands before it. If they differ, the message is refused.";

function checksumMistake(line: string): string {
  return line.startsWith("refused") ? GOOD_REFUSED : CHECKSUM_FORM;
}

function clientCompares(printed: Buffer): string {
  return printed.length === 0 ? GOOD_REFUSED : NOT_COMPARED;
}
