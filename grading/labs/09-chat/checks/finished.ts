/** Exercise 09a.3: what is sealed, and what a side seals at all. */

import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import {
  type ClientOptions,
  shakenClient,
  startedClient,
} from "../../../players/chat/chat-client.ts";
import { quickFlags } from "../../../players/chat/chat-fixture.ts";
import { RIGHT } from "../../../players/chat/dialect.ts";
import { expectFinished } from "../../../players/chat/do-handshake.ts";
import { greetClient, type ServerFaults, ZERO_POINT } from "../../../players/chat/fake-server.ts";
import { ivOf, timeOf } from "../../../players/chat/fernet.ts";
import { HandshakeClient } from "../../../players/chat/handshake-client.ts";
import { anotherIdentity, theIdentity } from "../../../players/chat/identity.ts";
import { newHalf } from "../../../players/chat/key-agreement.ts";
import type { RecordConnection } from "../../../players/chat/record-connection.ts";
import { serverDialect } from "../../../players/chat/server-dialect.ts";
import { signOldWay } from "../../../players/chat/signature.ts";
import { CLIENT_FINISHED, CLIENT_SIGNATURE, SERVER_FINISHED, SIGNED } from "./titles.ts";

/** No clock of two machines that talk differs as much, in seconds. */
const DAY_S = 86_400;

export const finishedChecks = [
  check(
    "09a.3",
    SERVER_FINISHED,
    { points: 3, needs: [SIGNED], rule: "Both sides send FINISHED as their first record" },
    async (context) => {
      const server = await context.server(...quickFlags(context));
      if ((await serverDialect(context, server)) !== undefined) context.othersMayGoOn();
      const handshake = await HandshakeClient.connect(context, server);
      handshake.sendHello();
      const keys = handshake.keys(await handshake.greeting({ what: "the answer to ClientHello" }));
      const connection = handshake.connection(keys);
      await expectFinished(connection, keys, ({ ending }) =>
        ending === "open" ? WAITS : undefined,
      );
      expectSeconds(connection);
    },
  ),

  check(
    "09a.3",
    "every token has an IV of its own",
    { needs: [SERVER_FINISHED], rule: "Each token has a new random IV" },
    async (context) => {
      const server = await context.server(...quickFlags(context));
      const values = [await firstIv(context), await firstIv(context)];
      async function firstIv(context: CheckContext): Promise<string> {
        const handshake = await HandshakeClient.connect(context, server);
        handshake.sendHello();
        await handshake.greeting({ what: "the answer to ClientHello" });
        return ivOf((await handshake.unsealed.nextFrame("FINISHED"))?.toString("latin1") ?? "");
      }
      if (values[0] !== values[1]) return;
      fail(
        `Two tokens should have two IVs; both have ${values[0]}.`,
        "With the same one, equal texts look equal, and what they begin with shows. `randomBytes(16)` for each token.",
      );
    },
  ),

  check(
    "09a.3",
    CLIENT_FINISHED,
    { points: 3, needs: [SIGNED], rule: "Both sides send FINISHED as their first record" },
    async (context) => {
      const { client, listener } = await startedClient(context);
      const { connection, keys } = await greetClient(context, listener, client, { dialect: RIGHT });
      context.othersMayGoOn();
      await expectFinished(connection, keys, ({ ending }) =>
        ending === "open" ? WAITS : REFUSED_HONEST,
      );
      expectSeconds(connection);
    },
  ),

  check(
    "09a.3",
    CLIENT_SIGNATURE,
    {
      points: 3,
      needs: [CLIENT_FINISHED],
      rule: "The client compares the fingerprint first, then verifies the signature",
    },
    async (context) => {
      // A client that believes nobody has looked at nothing.
      const honest = await shakenClient(context);
      await honest.client.stop();
      const { privateKey } = await theIdentity();
      const wrong: [string, ServerFaults][] = [
        ["the signature of another connection", { sign: () => signatureOfAnother }],
        [
          "a signature made the old way, PKCS #1 v1.5",
          { sign: (message) => signOldWay(privateKey, message) },
        ],
        ["a point that is all zeros", { point: ZERO_POINT }],

        ["another point than the one that was signed", { swappedPoint: newHalf().publicKey }],
      ];
      let signatureOfAnother: Buffer = Buffer.alloc(384);
      await refusedBy(context, "a server with a bit of its signature flipped", {
        sign: (_message, honest) => {
          signatureOfAnother = honest;
          return flipped(honest);
        },
      });
      await Promise.all(
        wrong.map(([what, faults]) => refusedBy(context, `a server with ${what}`, faults)),
      );
    },
  ),

  check(
    "09a.3",
    "with --fingerprint the client takes that server only",
    { points: 2, needs: [CLIENT_FINISHED], rule: "with --fingerprint any other than that" },
    async (context) => {
      const { fingerprint } = await theIdentity();
      const flags = ["--fingerprint", fingerprint];
      await shakenClient(context, { flags });
      const identity = await anotherIdentity();
      await refusedBy(
        context,
        "a server with another certificate",
        { identity },
        { flags },
        OTHER_SERVER,
      );
    },
  ),
];

/** The token that came last tells the time of today, in the unit of the specification. */
function expectSeconds(connection: RecordConnection): void {
  const time = timeOf(connection.lastFrame.toString("latin1"));
  const now = Date.now() / 1_000;
  if (Math.abs(time - now) < DAY_S) return;
  const isInMs = Math.abs(time / 1_000 - now) < DAY_S;
  fail(
    `${connection.voice}: the time in the token of FINISHED should be about ${Math.floor(now)}; it is ${time}.`,
    isInMs ? `${SECONDS} These are milliseconds.` : `${SECONDS} \`headOf(now, iv)\` writes it.`,
  );
}

/** The client meets this server, and must not send a single record. */
async function refusedBy(
  context: CheckContext,
  voice: string,
  faults: ServerFaults,
  options: ClientOptions = {},
  cause = NOT_VERIFIED,
): Promise<void> {
  const { client, listener } = await startedClient(context, options);
  const { connection } = await greetClient(context, listener, client, faults);
  const body = await connection.nextFrame("the end of the connection");
  if (body !== undefined) {
    fail(`The client should leave ${voice} without a word; it goes on, and sends FINISHED.`, cause);
  }
  if (connection.peer.ending === "open") fail(`The client should leave ${voice}; it stays.`, cause);
  await client.stop();
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy[100] ?? 0) ^ 1, 100);
  return copy;
}

const SECONDS =
  "The time is in seconds since 1970, in the eight bytes behind the version, the highest first.";

const WAITS =
  "FINISHED is the first record of each side, and neither waits for the other's: the one for whom both wait never comes.";

const REFUSED_HONEST =
  "The server's hello was right; the client has left. Does it verify over the same bytes as were signed?";

const NOT_VERIFIED =
  "The certificate is public: everybody can show it. Only the signature over this connection's hellos shows who has its key. Verify it: `verifyServerSignature` throws when it is wrong.";

const OTHER_SERVER =
  "It is the wrong server: compare the fingerprint of the certificate with the one that was given, before anything else.";
