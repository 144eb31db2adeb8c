/**
 * The same channel the usual way: TLS 1.3 (RFC 8446), by Node, with the same certificate.
 *
 * TLS would like to know who has signed the certificate. Nobody has but itself, so the client turns that
 * question off and compares the fingerprint itself, before it sends anything. It may: in the handshake the
 * server has proved that it has the certificate's key, whoever has signed it.
 */
import type { Socket } from "node:net";
import { connect, createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { RawRecord } from "../protocol/wire.ts";
import type { RecordProtection } from "./channel.ts";
import { fingerprintOf, type Identity } from "./identity.ts";
import type { ServerVerifier } from "./server-verifier.ts";

const TLS_1_3 = { minVersion: "TLSv1.3", maxVersion: "TLSv1.3" } as const;

/** One for each identity: to read the key anew for each connection would cost more than the handshake. */
const contexts = new WeakMap<Identity, SecureContext>();

/** @throws ProtocolError when the client speaks no TLS 1.3, the system's error when the connection breaks */
export async function tlsAsServer(socket: Socket, identity: Identity): Promise<TLSSocket> {
  const tlsSocket = new TLSSocket(socket, {
    isServer: true,
    secureContext: contextOf(identity),
    ...TLS_1_3,
  });
  await handshakeOf(tlsSocket, "secure");
  return tlsSocket;
}

/** @throws what the verifier throws; ProtocolError when the server speaks no TLS 1.3 */
export async function tlsAsClient(
  socket: Socket,
  verifyServer: ServerVerifier,
): Promise<TLSSocket> {
  const tlsSocket = connect({ socket, rejectUnauthorized: false, ...TLS_1_3 });
  await handshakeOf(tlsSocket, "secureConnect");
  const certificate = tlsSocket.getPeerX509Certificate();
  if (certificate === undefined) throw new ProtocolError("a server without a certificate");
  await verifyServer(fingerprintOf(certificate.raw));
  return tlsSocket;
}

/** `type │ body`: what goes through TLS. */
export class PlainProtection implements RecordProtection {
  seal(type: number, body: string | Uint8Array): Uint8Array {
    return Buffer.concat([Uint8Array.of(type), Buffer.from(body)]);
  }

  open(frameBody: Uint8Array): RawRecord {
    const [type] = frameBody;
    if (type === undefined) throw new ProtocolError("a record of 0 bytes");
    // A copy: a frame's bytes are only lent, and a record may be kept.
    return { type, body: Buffer.from(frameBody.subarray(1)) };
  }
}

/** Waits for this event. Whoever ends or breaks the connection before it speaks no TLS 1.3. */
function handshakeOf(tlsSocket: TLSSocket, done: "secure" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    tlsSocket.once(done, resolve);
    // They stay: an error of the time in which nobody reads yet must be heard, too.
    tlsSocket.on("error", (cause) => reject(refusal(cause)));
    tlsSocket.on("end", () => reject(refusal()));
    tlsSocket.on("close", () => reject(refusal()));
  });
}

function refusal(cause?: Error): ProtocolError {
  return new ProtocolError("no handshake of TLS 1.3", { cause });
}

function contextOf(identity: Identity): SecureContext {
  const known = contexts.get(identity);
  if (known !== undefined) return known;
  const { privateKeyPem: key, certificatePem: cert } = identity;
  const context = createSecureContext({ key, cert, ...TLS_1_3 });
  contexts.set(identity, context);
  return context;
}
