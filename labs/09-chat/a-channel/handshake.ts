/**
 * The handshake of FC1, both sides of it. What comes and goes is whole frames; where they go is not
 * known here.
 *
 *     client                                       server
 *     ClientHello  ─────────────────────────────▶
 *                  ◀─────────────────────────────  ServerHello: certificate, signature
 *                  ◀─────────────────────────────  FINISHED
 *     FINISHED     ─────────────────────────────▶
 */
import { randomBytes } from "node:crypto";
import type { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import {
  fingerprintOf,
  type Identity,
  signTranscript,
  verifyServerSignature,
} from "../connection/identity.ts";
import type { KeyLog } from "../connection/key-log.ts";
import type { ServerVerifier } from "../connection/server-verifier.ts";
import { channelKeys, deriveSharedSecret, newEphemeralKey } from "./channel-keys.ts";
import {
  encodeClientHello,
  encodeServerHello,
  encodeUnsignedServerHello,
  parseClientHello,
  parseServerHello,
  RANDOM_BYTES,
  type ServerHello,
  transcriptHash,
} from "./hello.ts";
import { checkFinished, FernetProtection, sealFinished } from "./record-protection.ts";

/** What the handshake reads from and writes to: the frames of one connection. */
export interface HandshakeIo {
  /** Is told the keys, before the first record is sealed. */
  logKeys?: KeyLog | undefined;
  /** The next one's body, good until the next is asked for. @throws when there is none */
  receive(): Promise<Uint8Array>;
  send(body: Uint8Array): void;
}

/** @throws ProtocolError when the client breaks the rules, or too many shake hands at once */
export async function shakeHandsAsServer(
  io: HandshakeIo,
  { identity, gate }: { identity: Identity; gate: HashLimiter },
): Promise<FernetProtection> {
  const clientHello = Buffer.from(await io.receive());
  const { ephemeral, random } = parseClientHello(clientHello);
  const own = newEphemeralKey();
  const secret = deriveSharedSecret(own.privateKey, ephemeral);

  const hello = { ephemeral: own.publicKey, random: randomBytes(RANDOM_BYTES) };
  const unsigned = encodeUnsignedServerHello(hello, identity.certificate);
  const signed = transcriptHash(clientHello, unsigned);
  const signature = await gate.run(() => signTranscript(identity.privateKey, signed));
  if (signature === "busy") throw new ProtocolError("too many handshakes at once");

  const serverHello = encodeServerHello(unsigned, signature);
  io.send(serverHello);
  const transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(secret, transcript);
  io.logKeys?.(random, keys);
  const protection = new FernetProtection({ own: keys.serverToClient, other: keys.clientToServer });
  io.send(sealFinished(protection, transcript));
  checkFinished(protection, await io.receive(), transcript);
  return protection;
}

/** @throws ProtocolError when the server breaks the rules; what the verifier throws */
export async function shakeHandsAsClient(
  io: HandshakeIo,
  verifyServer: ServerVerifier,
): Promise<FernetProtection> {
  const own = newEphemeralKey();
  const random = randomBytes(RANDOM_BYTES);
  const clientHello = encodeClientHello({ ephemeral: own.publicKey, random });
  io.send(clientHello);

  const serverHello = Buffer.from(await io.receive());
  const hello = parseServerHello(serverHello);
  await knowServer(clientHello, hello, verifyServer);

  const transcript = transcriptHash(clientHello, serverHello);
  const keys = channelKeys(deriveSharedSecret(own.privateKey, hello.ephemeral), transcript);
  io.logKeys?.(random, keys);
  const protection = new FernetProtection({ own: keys.clientToServer, other: keys.serverToClient });
  io.send(sealFinished(protection, transcript));
  checkFinished(protection, await io.receive(), transcript);
  return protection;
}

/**
 * Makes certain that the server is the right one: it has the certificate that the client expects, and
 * it has signed this handshake with that certificate's key. Nothing else of the server is used before.
 *
 * @throws what the verifier throws; ProtocolError when the signature is not of this handshake
 *
 * @exercise 09a.6 Wait until the verifier has accepted the certificate's fingerprint; only then verify the signature of both hellos.
 */
async function knowServer(
  clientHello: Uint8Array,
  { certificate, unsigned, signature }: ServerHello,
  verifyServer: ServerVerifier,
): Promise<void> {
  await verifyServer(fingerprintOf(certificate));
  verifyServerSignature(certificate, transcriptHash(clientHello, unsigned), signature);
}
