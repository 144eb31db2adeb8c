/** A scripted server of the chat, which the learner's client meets: honest, or not at all. */
import { randomBytes } from "node:crypto";
import { TLSSocket } from "node:tls";
import type { CheckContext } from "../../core/check-context.ts";
import { fail } from "../../core/failure.ts";
import type { Listener } from "../../core/listener.ts";
import type { Peer } from "../../core/peer.ts";
import type { Program } from "../../core/program.ts";
import type { Wrap } from "../../core/wrap.ts";
import { frame } from "../frames.ts";
import { clientDialects, type Dialect, RIGHT } from "./dialect.ts";
import { expectFinished } from "./do-handshake.ts";
import { type Identity, theIdentity } from "./identity.ts";
import {
  type Keys,
  keysOf,
  newHalf,
  readClientHello,
  sharedSecret,
  unsignedHello,
} from "./key-agreement.ts";
import { RecordConnection } from "./record-connection.ts";
import { FernetSealing, PlainSealing } from "./sealing.ts";
import { signHello } from "./signature.ts";
import { lp } from "./transcript.ts";

/** How the ServerHello differs from what it should be. */
export interface ServerFaults {
  /** Whose certificate is shown, and whose key signs. */
  identity?: Identity;
  /** Makes another signature than the honest one. */
  sign?: (message: Buffer, honest: Buffer) => Buffer;
  /** In which way everything is done; in the client's own when absent. */
  dialect?: Dialect;
  /** The point that is signed, and sent. */
  point?: Buffer;
  /** The point that is sent in place of the one that was signed. */
  swappedPoint?: Buffer;
}

/** A connection of the client, with both hellos said. */
export interface GreetedClient {
  connection: RecordConnection;
  keys: Keys;
}

/** Whoever sends this point has the shared secret already: it is nothing but zeros. */
export const ZERO_POINT = Buffer.alloc(32);

/**
 * Accepts the client's connection and answers its hello.
 *
 * @param faults undefined: an honest answer
 */
export async function greetClient(
  context: CheckContext,
  listener: Listener,
  client: Program,
  faults: ServerFaults = {},
): Promise<GreetedClient> {
  const peer = await listener.accept(client);
  const tell = (text: string) => context.eventLog.tell(peer.voice, text);
  tell("accepted the client's connection");
  const clientHello = await expectClientHello(peer, context);
  const dialect = faults.dialect ?? clientDialects.get(context.grading) ?? RIGHT;
  const serverHello = await helloOf(clientHello, faults, dialect);
  tell(`sent ServerHello (${serverHello.bytes.length} bytes)`);
  peer.send(frame(serverHello.bytes));
  const { secret, bytes } = serverHello;
  const keys = keysOf(secret, clientHello, bytes, dialect);
  const sealing = new FernetSealing(keys.toClient, keys.toServer, keys.forms);
  const connection = new RecordConnection(peer, sealing, context.eventLog);
  return { connection, keys };
}

/** Accepts the client's connection and does all of the handshake. */
export async function welcomeClient(
  context: CheckContext,
  listener: Listener,
  client: Program,
  faults: ServerFaults = {},
): Promise<RecordConnection> {
  const { connection, keys } = await greetClient(context, listener, client, faults);
  connection.send("FINISHED", keys.th);
  await expectFinished(connection, keys);
  return connection;
}

/** The same inside TLS. */
export async function welcomeClientTls(
  context: CheckContext,
  listener: Listener,
  client: Program,
): Promise<RecordConnection> {
  const identity = await theIdentity();
  const peer = await listener.accept(client, undefined, undefined, insideTls(identity));
  context.eventLog.tell(peer.voice, "accepted the client's connection, and spoke TLS with it");
  return new RecordConnection(peer, new PlainSealing(), context.eventLog);
}

async function expectClientHello(peer: Peer, context: CheckContext): Promise<Buffer> {
  const connection = new RecordConnection(peer, new PlainSealing(), context.eventLog);
  const hello = await connection.nextFrame("the client's hello");
  if (hello === undefined) fail("The client should say ClientHello first; it says nothing.");
  connection.tell(`received ClientHello (${hello.length} bytes)`);
  if (readClientHello(hello) !== undefined) return hello;
  fail(
    `The ClientHello should be "FC1\\0", e_c and random_c, 68 bytes in all; it has ${hello.length} and begins with ${hello.toString("hex", 0, 4)}.`,
  );
}

async function helloOf(clientHello: Buffer, faults: ServerFaults, { signing }: Dialect) {
  const { identity = await theIdentity(), sign, point, swappedPoint } = faults;
  const half = newHalf();
  const random = randomBytes(32);
  const signed = unsignedHello(point ?? half.publicKey, random, identity.certificate);
  const honest = signHello(identity.privateKey, clientHello, signed, signing);
  const shown =
    swappedPoint === undefined ? signed : unsignedHello(swappedPoint, random, identity.certificate);
  const other = readClientHello(clientHello)?.ephemeral ?? ZERO_POINT;
  const secret = point?.equals(ZERO_POINT) ? ZERO_POINT : (sharedSecret(half, other) ?? ZERO_POINT);
  return {
    bytes: Buffer.concat([
      shown,
      lp(sign?.(signing.message(clientHello, signed), honest) ?? honest),
    ]),
    secret,
  };
}

function insideTls({ privateKeyPem, certificatePem }: Identity): Wrap {
  return (socket) =>
    new Promise((resolve) => {
      const inner = new TLSSocket(socket, {
        isServer: true,
        key: privateKeyPem,
        cert: certificatePem,
        minVersion: "TLSv1.3",
      });
      // A handshake that breaks is seen by the reader: the connection has ended.
      inner.once("error", () => resolve(inner));
      inner.once("secure", () => resolve(inner));
    });
}
