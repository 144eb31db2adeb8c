/** A scripted server of the chat, which the learner's client meets: honest, or not at all. */
import { randomBytes } from "node:crypto";
import { TLSSocket } from "node:tls";
import { fail } from "../../core/failure.ts";
import type { Listener } from "../../core/listener.ts";
import type { Peer } from "../../core/peer.ts";
import type { Program } from "../../core/program.ts";
import type { Stage } from "../../core/stage.ts";
import type { Wrap } from "../../core/wrap.ts";
import { frame } from "../frames.ts";
import { expectFinished } from "./call.ts";
import { clientDialects, type Dialect, RIGHT } from "./dialect.ts";
import { type Identity, theIdentity } from "./identity.ts";
import {
  type Keys,
  keysOf,
  newHalf,
  readClientHello,
  sharedSecret,
  unsignedHello,
} from "./key-agreement.ts";
import { Line } from "./line.ts";
import { FernetSealing, PlainSealing } from "./sealing.ts";
import { signHello } from "./signature.ts";
import { lp } from "./transcript.ts";

/** How the ServerHello differs from what it should be. */
export interface Mischief {
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
export interface Visit {
  line: Line;
  keys: Keys;
}

/** Whoever sends this point has the shared secret already: it is nothing but zeros. */
export const ZERO_POINT = Buffer.alloc(32);

/**
 * Accepts the client's connection and answers its hello.
 *
 * @param mischief undefined: an honest answer
 */
export async function greetClient(
  stage: Stage,
  listener: Listener,
  client: Program,
  mischief: Mischief = {},
): Promise<Visit> {
  const peer = await listener.accept(client);
  const tell = (text: string) => stage.story.tell(peer.voice, text);
  tell("accepted the client's connection");
  const clientHello = await expectClientHello(peer, stage);
  const dialect = mischief.dialect ?? clientDialects.get(stage.grading) ?? RIGHT;
  const serverHello = await helloOf(clientHello, mischief, dialect);
  tell(`sent ServerHello (${serverHello.bytes.length} bytes)`);
  peer.send(frame(serverHello.bytes));
  const { secret, bytes } = serverHello;
  const keys = keysOf(secret, clientHello, bytes, dialect);
  const sealing = new FernetSealing(keys.toClient, keys.toServer, keys.forms);
  const line = new Line(peer, sealing, stage.story);
  return { line, keys };
}

/** Accepts the client's connection and does all of the handshake. */
export async function welcomeClient(
  stage: Stage,
  listener: Listener,
  client: Program,
  mischief: Mischief = {},
): Promise<Line> {
  const { line, keys } = await greetClient(stage, listener, client, mischief);
  line.send("FINISHED", keys.th);
  await expectFinished(line, keys);
  return line;
}

/** The same inside TLS. */
export async function welcomeClientTls(
  stage: Stage,
  listener: Listener,
  client: Program,
): Promise<Line> {
  const identity = await theIdentity();
  const peer = await listener.accept(client, undefined, undefined, insideTls(identity));
  stage.story.tell(peer.voice, "accepted the client's connection, and spoke TLS with it");
  return new Line(peer, new PlainSealing(), stage.story);
}

async function expectClientHello(peer: Peer, stage: Stage): Promise<Buffer> {
  const line = new Line(peer, new PlainSealing(), stage.story);
  const hello = await line.nextFrame("the client's hello");
  if (hello === undefined) fail("The client should say ClientHello first; it says nothing.");
  line.tell(`received ClientHello (${hello.length} bytes)`);
  if (readClientHello(hello) !== undefined) return hello;
  fail(
    `The ClientHello should be "FC1\\0", e_c and random_c, 68 bytes in all; it has ${hello.length} and begins with ${hello.toString("hex", 0, 4)}.`,
  );
}

async function helloOf(clientHello: Buffer, mischief: Mischief, { signing }: Dialect) {
  const { identity = await theIdentity(), sign, point, swappedPoint } = mischief;
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
