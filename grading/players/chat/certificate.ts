/**
 * A self-signed certificate in a few bytes, written by hand: the grader's own, so that it agrees with the
 * wire and not with the worked solution. ASN.1 in DER (X.690): each value is a tag, a length, and what
 * belongs to it.
 */
import { createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const VERSION = 0xa0;

/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11, with the NULL that belongs to it. */
const ALGORITHM = der(
  SEQUENCE,
  der(OBJECT_IDENTIFIER, Buffer.from("2a864886f70d01010b", "hex")),
  Buffer.from([0x05, 0x00]),
);
const VERSION_3 = der(VERSION, der(INTEGER, Buffer.from([2])));
const VALID = der(SEQUENCE, time("260101000000Z"), time("491231235959Z"));
/** commonName, 2.5.4.3. */
const COMMON_NAME = der(OBJECT_IDENTIFIER, Buffer.from("550403", "hex"));

/** Makes a certificate of this key for itself; each one has a number of its own. */
export function makeCertificate(privateKey: KeyObject): Buffer {
  const serial = der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from("scripted server")))),
  );
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const body = der(SEQUENCE, VERSION_3, serial, ALGORITHM, name, VALID, name, publicKey);
  const signature = sign("sha256", body, privateKey);
  return der(SEQUENCE, body, ALGORITHM, der(BIT_STRING, Buffer.from([0]), signature));
}

/** The same bytes as text, between their two lines. */
export function certificatePem(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function time(text: string): Buffer {
  return der(UTC_TIME, Buffer.from(text));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

/** Below 128 the length itself; else how many bytes it has, and then these. */
function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}
