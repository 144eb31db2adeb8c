/**
 * The server's proof that it has the private key of its certificate: a signature of this very
 * handshake. A recorded one is of no use to anybody, because the client's key and random number are in
 * it and are new each time.
 */
import { constants, type KeyObject, sign, verify, X509Certificate } from "node:crypto";
import { ProtocolError } from "../../../shared/process/errors.ts";

/** What the signature is for, so that it stands for nothing else that this key may ever sign. */
const PURPOSE = Buffer.from("socket-labs FC1 server handshake v1\0", "latin1");

/** RSA-PSS (RFC 8017 section 8.1) with SHA-256, and as many bytes of salt as that has. */
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

const RSA_BITS = 3_072;

/** Signs a transcript. It takes milliseconds, on a thread of Node's pool: the event loop goes on. */
export function signTranscript(privateKey: KeyObject, transcript: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const key = { key: privateKey, ...PSS };
    sign("sha256", Buffer.concat([PURPOSE, transcript]), key, (error, signature) => {
      if (error === null) resolve(signature);
      else reject(error);
    });
  });
}

/** @throws ProtocolError unless this is the certificate's signature of the transcript */
export function verifyServerSignature(
  certificate: Uint8Array,
  transcript: Uint8Array,
  signature: Uint8Array,
): void {
  const key = publicKeyOf(certificate);
  const signed = Buffer.concat([PURPOSE, transcript]);
  if (!verify("sha256", signed, { key, ...PSS }, signature)) {
    throw new ProtocolError("the server's signature is not of this handshake");
  }
}

function publicKeyOf(certificate: Uint8Array): KeyObject {
  const key = parse(certificate).publicKey;
  if (key.asymmetricKeyType !== "rsa" || key.asymmetricKeyDetails?.modulusLength !== RSA_BITS) {
    throw new ProtocolError(`a certificate without an RSA key of ${RSA_BITS} bits`);
  }
  return key;
}

function parse(certificate: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(certificate);
  } catch (cause) {
    throw new ProtocolError("a certificate that is none", { cause });
  }
}
