/** The signature of a ServerHello, and what it may be when it is not the right one. */
import { constants, type KeyObject, sign, verify } from "node:crypto";
import type { ServerHello } from "./key-agreement.ts";
import { lp, TRANSCRIPT, type Transcript, WRONG_TRANSCRIPTS } from "./transcript.ts";

const SALT_BYTES = 32;
const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_AUTO, RSA_PSS_SALTLEN_MAX_SIGN } =
  constants;
const PURPOSE = Buffer.from("socket-labs FC1 server handshake v1\0", "latin1");

/** A way to sign a handshake. */
export interface Signing {
  /** What is signed of a ClientHello and a ServerHello up to its certificate. */
  message(clientHello: Buffer, unsigned: Buffer): Buffer;
  padding: number;
  /** Bytes of salt, as `sign` takes them. */
  saltLength: number;
  /** What is wrong with it; absent for that of the wire. */
  why?: string;
}

const SALT =
  "It fits, but its salt has not 32 bytes: many libraries take a salt as long as it can be, unless they are told its length (`saltLength`).";

const OLD_PADDING = "It is signed the old way (PKCS #1 v1.5). The wire asks for RSA-PSS.";

const NO_PURPOSE =
  'th1 alone is signed, without "socket-labs FC1 server handshake v1\\0" before it: the text says what the signature is for.';

const NO_HASH =
  "The hellos themselves are signed. The wire asks for their hash, th1, behind the text.";

const OTHER_TEXT =
  "It is no signature of th1: SHA-256 over lp(ClientHello) and lp(ServerHello up to the certificate), each with its own length before it, in this order.";

/** As the wire asks for it: RSA-PSS with SHA-256 and a salt of 32 bytes. */
export const SIGNING: Signing = {
  message: withPurpose(TRANSCRIPT),
  padding: RSA_PKCS1_PSS_PADDING,
  saltLength: SALT_BYTES,
};

const OLD_SIGNING: Signing = { ...SIGNING, padding: RSA_PKCS1_PADDING, why: OLD_PADDING };

const WRONG_SIGNINGS: readonly Signing[] = [
  { ...SIGNING, saltLength: RSA_PSS_SALTLEN_MAX_SIGN, why: SALT },
  OLD_SIGNING,
  { ...SIGNING, message: TRANSCRIPT.hash, why: NO_PURPOSE },
  { ...SIGNING, message: (...parts) => Buffer.concat(parts), why: NO_HASH },
  { ...SIGNING, message: (...parts) => Buffer.concat(parts.map(lp)), why: NO_HASH },
  ...WRONG_TRANSCRIPTS.map((transcript) => ({
    ...SIGNING,
    message: withPurpose(transcript),
    why: transcript.why ?? OTHER_TEXT,
  })),
];

export function signHello(
  key: KeyObject,
  clientHello: Buffer,
  unsigned: Buffer,
  { message, padding, saltLength } = SIGNING,
): Buffer {
  return sign("sha256", message(clientHello, unsigned), { key, padding, saltLength });
}

/** Another way to sign, which is not that of the wire: PKCS #1 v1.5. */
export function signOldWay(key: KeyObject, message: Buffer): Buffer {
  return sign("sha256", message, { key, padding: OLD_SIGNING.padding });
}

/** How a ServerHello is signed; undefined when it is in no way that is known. */
export function signingOf(
  key: KeyObject,
  clientHello: Buffer,
  { unsigned, signature }: ServerHello,
): Signing | undefined {
  return [SIGNING, ...WRONG_SIGNINGS].find(({ message, padding, why }) => {
    const saltLength = why === undefined ? SALT_BYTES : RSA_PSS_SALTLEN_AUTO;
    return verify(
      "sha256",
      message(clientHello, unsigned),
      { key, padding, saltLength },
      signature,
    );
  });
}

/** What is wrong with the signature; undefined when nothing is. */
export function whyNotSigned(
  key: KeyObject,
  clientHello: Buffer,
  hello: ServerHello,
): string | undefined {
  const signing = signingOf(key, clientHello, hello);
  return signing === undefined ? OTHER_TEXT : signing.why;
}

/** What the wire signs: a transcript, behind the text that says what for. */
function withPurpose({ hash }: Transcript): Signing["message"] {
  return (...parts) => Buffer.concat([PURPOSE, hash(...parts)]);
}
