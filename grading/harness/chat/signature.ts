/** The signature of a ServerHello, and what it may be when it is not the right one. */
import { constants, type KeyObject, sign, verify } from "node:crypto";
import { lp, type ServerHello, signedBytes, signedFor } from "./key-agreement.ts";
import { wrongTranscripts } from "./wrong-transcripts.ts";

const SALT_BYTES = 32;
const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_AUTO } = constants;

/** As the wire asks for it: RSA-PSS with SHA-256 and a salt of 32 bytes. */
export function signHello(privateKey: KeyObject, message: Buffer): Buffer {
  return sign("sha256", message, pss(privateKey, SALT_BYTES));
}

/** Another way to sign, which is not that of the wire: PKCS #1 v1.5. */
export function signOldWay(key: KeyObject, message: Buffer): Buffer {
  return sign("sha256", message, { key, padding: RSA_PKCS1_PADDING });
}

/** What is wrong with the signature; undefined when nothing is. */
export function whyNotSigned(
  key: KeyObject,
  clientHello: Buffer,
  { unsigned, signature }: ServerHello,
): string | undefined {
  const message = signedBytes(clientHello, unsigned);
  const isBy = (bytes: Buffer, how: ReturnType<typeof pss>) =>
    verify("sha256", bytes, how, signature);
  if (isBy(message, pss(key, SALT_BYTES))) return undefined;
  if (isBy(message, pss(key, RSA_PSS_SALTLEN_AUTO))) return SALT;
  if (isBy(message, { key, padding: RSA_PKCS1_PADDING, saltLength: 0 })) return OLD_PADDING;
  const th1 = message.subarray(-32);
  if (isBy(th1, pss(key, RSA_PSS_SALTLEN_AUTO))) return NO_PURPOSE;
  const others: [Buffer, string][] = [
    [Buffer.concat([clientHello, unsigned]), NO_HASH],
    [Buffer.concat([lp(clientHello), lp(unsigned)]), NO_HASH],
    ...wrongTranscripts(clientHello, unsigned).map(([wrong, why]): [Buffer, string] => [
      signedFor(wrong),
      why,
    ]),
  ];
  return others.find(([bytes]) => isBy(bytes, pss(key, RSA_PSS_SALTLEN_AUTO)))?.[1] ?? OTHER_TEXT;
}

function pss(key: KeyObject, saltLength: number) {
  return { key, padding: RSA_PKCS1_PSS_PADDING, saltLength };
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
