/** Exercise 09a.6: the client talks with the server that it knows, and with no other. */
import { join } from "node:path";
import { check } from "../../../../core/check.ts";
import type { CheckContext } from "../../../../core/check-context.ts";
import { readText, tellFile } from "../../../../core/data-file.ts";
import { fail } from "../../../../core/failure.ts";
import { deadlineMs } from "../../../../core/pace.ts";
import { exactly } from "../../../../core/patterns.ts";
import {
  type ClientOptions,
  shakenClient,
  startedClient,
} from "../../../../players/chat/chat-client.ts";
import { greetClient, type ServerFaults } from "../../../../players/chat/fake-server.ts";
import { anotherIdentity, theIdentity } from "../../../../players/chat/identity.ts";
import type { RecordConnection } from "../../../../players/chat/record-connection.ts";
import { CLIENT_FINISHED } from "../../checks/titles.ts";
import { CLIENT_TALKS } from "./titles.ts";

export const knowServerChecks = [
  check(
    "09a.6",
    "the client compares the fingerprint first, and only then the signature",
    {
      points: 3,
      needs: [CLIENT_FINISHED],
      rule: "The client compares the fingerprint first, then verifies the signature",
    },
    async (context) => {
      const { fingerprint } = await theIdentity();
      const identity = await anotherIdentity();
      const flags = ["--fingerprint", fingerprint];
      await expectKeyChanged(context, { flags }, { identity }, ANOTHER);
      const flipped = (_message: Buffer, honest: Buffer) => turned(honest);
      await expectKeyChanged(context, { flags }, { identity, sign: flipped }, ORDER);
    },
  ),

  check(
    "09a.6",
    CLIENT_TALKS,
    { points: 3, needs: [CLIENT_FINISHED], rule: "each line of standard input is a text" },
    async (context) => {
      const { client, connection, listener } = await shakenClient(context);
      client.type("hello\n\nпривет\n");
      for (const text of ["hello", "", "привет"]) {
        const { body } = await connection.expect("CLIENT_TO_SERVER", {
          what: `the line "${text}"`,
        });
        if (body.toString() !== text)
          fail(`The client should send "${text}"; it sends "${body.toString()}".`);
      }
      for (const text of ["good morning", "a\u001b[2Jb"])
        connection.send("SERVER_TO_CLIENT", Buffer.from(text));
      await client.expectOutput(
        "good morning\na\\u001b[2Jb\n",
        "what the operator has written",
        COMMANDS,
      );
      const { fingerprint } = await theIdentity();
      for (const line of [
        `connected to 127.0.0.1:${listener.address.port}`,
        `fingerprint ${fingerprint}`,
      ]) {
        await client.expectLine(exactly(line), `"${line}"`, { stream: "stderr" });
      }
      await leaves(client, connection, "exit\nmore\n");
    },
  ),

  check(
    "09a.6",
    "a server with another key is refused: HOST KEY CHANGED",
    { points: 3, needs: [CLIENT_TALKS], rule: "When the same address shows another one" },
    async (context) => {
      const data = context.dataFolder();
      const { client, connection, listener } = await shakenClient(context, { data });
      await leaves(client, connection, "exit\n");
      const path = join(data, "known_servers");
      const { fingerprint } = await theIdentity();
      const known = `127.0.0.1:${listener.address.port} ${fingerprint}`;
      const kept = readText(path);
      if (!kept.split("\n").includes(known)) {
        tellFile(context, path);
        fail(`After the first meeting known_servers should have the line "${known}"; it has not.`);
      }
      const identity = await anotherIdentity();
      await expectKeyChanged(context, { data, listener }, { identity }, ANOTHER);
      if (readText(path) === kept) return;
      tellFile(context, path);
      fail("known_servers should stay as it is; it has changed.");
    },
  ),
];

/** The client meets this server, says so in the words of the wire, and sends it nothing. */
async function expectKeyChanged(
  context: CheckContext,
  options: ClientOptions,
  faults: ServerFaults,
  cause: string,
): Promise<void> {
  const { client, listener } = await startedClient(context, options);
  const { connection } = await greetClient(context, listener, client, faults);
  const sent = await connection.nextFrame("the end of the connection");
  if (sent !== undefined) {
    connection.peer.close();
    await client.changes.until(() => client.exit, deadlineMs());
    const isAsked = client.everythingPrinted.includes("HOST KEY CHANGED");
    // In the sentence itself: a promise that nobody waits for ends the client, and the cause tells of its crash.
    const how = isAsked
      ? "went on before `verifyServer` had decided: an `await` is missing"
      : "goes on";
    fail(`The client should send nothing to a server with another certificate; it ${how}.`, cause);
  }
  await client.expectStatus(1, "because the server's key is another one", cause);
  await client.expectLine(/^HOST KEY CHANGED/, "a line that begins with HOST KEY CHANGED", {
    stream: "stderr",
    cause,
  });
}

/** It says CLOSE, and ends when the server has said it too. */
async function leaves(
  client: Awaited<ReturnType<typeof startedClient>>["client"],
  connection: RecordConnection,
  typed: string,
): Promise<void> {
  client.type(typed);
  await connection.expect("CLOSE", { what: "the client's goodbye" });
  connection.send("CLOSE");
  connection.peer.endSending();
  await client.expectStatus(0, "after its goodbye");
}

function turned(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy[100] ?? 0) ^ 1, 100);
  return copy;
}

const ANOTHER =
  "Somebody stands between you and the server. Ask `verifyServer` about the certificate's fingerprint, wait for it, and let it throw, before you use anything else of the server.";

const ORDER =
  "The signature was verified first. Any server can sign its own hello: what counts is whether it is the server that the client knows. Ask `verifyServer` first, and wait for it.";

const COMMANDS =
  "Each text is a line of its own. An escape character in it would command the terminal: print what cannot be printed as \\u001b.";
