/** Exercise 09a.5, at the server: with records in order, lab 08's conversation runs through the channel. */
import { RECORD } from "../../../../../labs/09-chat/protocol/wire.ts";
import { check } from "../../../../core/check.ts";
import type { RunningServer } from "../../../../core/check-context.ts";
import { fail } from "../../../../core/failure.ts";
import { ANY_TEXT, exactly } from "../../../../core/patterns.ts";
import { ChatFixture } from "../../../../players/chat/chat-fixture.ts";
import {
  type RecordConnection,
  WAIT,
  YOUR_TURN,
} from "../../../../players/chat/record-connection.ts";
import { NEXT_NUMBER } from "../../checks/titles.ts";
import { TALKS } from "./titles.ts";

export const conversationChecks = [
  check(
    "09a.5",
    TALKS,
    { points: 2, needs: [NEXT_NUMBER], rule: "hold one text in UTF-8" },
    async (context) => {
      const { server, connection } = await talkingTo(await ChatFixture.shared(context));
      const { address } = connection.peer;
      for (const text of ["hello", "", "привет 🐙", "a\u001b[2Jb"]) {
        say(connection, text);
        const shown = text.replace("\u001b", "\\u001b");
        await said(server, `received ${Buffer.byteLength(text)} bytes: ${shown}`, BYTES);
      }
      server.program.type("good morning\nsay next\n");
      await expectText(connection, "good morning", "the operator's reply");
      await expectText(connection, "next", 'what "say next" sends');
      await said(server, "sent 4 bytes");
      connection.send("CLOSE");
      connection.peer.endSending();
      await connection.expect("CLOSE", { what: "the answer to CLOSE" });
      await said(server, `left ${address}`);
    },
  ),

  check(
    "09a.5",
    "one client at a time: the others wait for their turn",
    { points: 2, needs: [TALKS], rule: "The operator talks with one client at a time" },
    async (context) => {
      const { server, connection: first } = await talkingTo(
        await ChatFixture.shared(context),
        "client A",
      );
      const chat = new ChatFixture(context, server);
      const second = await chat.call("client B");
      await said(server, `waiting ${second.peer.address}`, IN_LINE);
      await expectText(second, WAIT, "what client B is told");
      say(second, "from the line");
      server.program.type("next\n");
      await first.expect("CLOSE", { what: 'what "next" sends to client A' });
      first.send("CLOSE");
      first.peer.endSending();
      await said(server, `talking to ${second.peer.address}`);
      await expectText(second, YOUR_TURN, "what client B is told in its turn");
      await said(server, "received 13 bytes: from the line");
    },
  ),

  check(
    "09a.5",
    "who breaks a rule of the conversation is told why, and the operator too",
    { points: 2, needs: [TALKS], rule: "any other record" },
    async (context) => {
      const wrong: [string, number, unknown][] = [
        ["a type that nobody knows", 99, {}],
        ["a text of the server", RECORD.SERVER_TO_CLIENT, Buffer.from("hello")],
        ["FINISHED once more", RECORD.FINISHED, Buffer.alloc(32)],
        ["bytes that are not UTF-8", RECORD.CLIENT_TO_SERVER, Buffer.from([0x22, 0xff, 0x22])],
      ];
      const chat = await ChatFixture.shared(context);
      for (const [what, type, content] of wrong) {
        const connection = await chat.call(`client with ${what}`);
        connection.sendFrame(connection.sealedAs(connection.sent, type, content), what);
        await connection.expectClose(ANY_TEXT, { what: `the answer to ${what}` });
        connection.peer.close();
        await chat.server.program.expectLine(
          new RegExp(`^refused ${connection.peer.address}: .`),
          `"refused ${connection.peer.address}: …"`,
        );
      }
      const cut = await chat.call("client that ends without CLOSE");
      cut.peer.endSending();
      await cut.expectClose(ANY_TEXT, { what: "the answer to an end without CLOSE" });
      await chat.server.program.expectLine(
        new RegExp(`^refused ${cut.peer.address}: .*cut`),
        `"refused ${cut.peer.address}: …", with the word cut`,
      );
    },
  ),
];

/** A client in its turn. */
async function talkingTo(
  chat: ChatFixture,
  voice?: string,
): Promise<{ server: RunningServer; connection: RecordConnection }> {
  const connection = await chat.call(voice);
  await said(chat.server, `talking to ${connection.peer.address}`);
  return { server: chat.server, connection };
}

async function said({ program }: RunningServer, line: string, cause?: string): Promise<void> {
  await program.expectLine(exactly(line), `"${line}"`, cause === undefined ? {} : { cause });
}

function say(connection: RecordConnection, text: string): void {
  connection.send("CLIENT_TO_SERVER", Buffer.from(text));
}

/** The next text that comes is this one. */
async function expectText(connection: RecordConnection, text: string, what: string): Promise<void> {
  for (;;) {
    const record = await connection.next({ what });
    const came = record?.body.toString();
    if (record?.name === "SERVER_TO_CLIENT" && came === text) return;
    // A client that the operator has just turned to may have waited for a moment.
    if (text !== WAIT && text !== YOUR_TURN && (came === WAIT || came === YOUR_TURN)) continue;
    fail(
      `${connection.voice}: ${what}: "${text}" should come; ${record === undefined ? "nothing came" : `${record.name} "${came}" came`}.`,
    );
  }
}

const BYTES = "The length is that of the text in bytes of UTF-8, and the text is one line.";

const IN_LINE =
  "One client at a time: whoever comes while another has the turn is told to wait, and so is the operator.";
