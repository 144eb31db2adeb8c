/**
 * Who the servers are: one RSA key for all of a grading, since to make one takes longer than a check, and
 * as many certificates of it as are asked for.
 */
import { createHash, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { certificatePem, makeCertificate } from "./certificate.ts";

export interface Identity {
  privateKey: KeyObject;
  /** In DER, as it travels. */
  certificate: Buffer;
  certificatePem: string;
  privateKeyPem: string;
  fingerprint: string;
}

let made: Promise<Identity> | undefined;

/** The identity of the servers of this grading, whether they are the subject's or scripted ones. */
export function theIdentity(): Promise<Identity> {
  made ??= promisify(generateKeyPair)("rsa", { modulusLength: 3072 }).then(({ privateKey }) =>
    identityOf(privateKey),
  );
  return made;
}

/** Somebody else's certificate: another one, with another fingerprint. */
export async function anotherIdentity(): Promise<Identity> {
  return identityOf((await theIdentity()).privateKey);
}

/** As the wire writes it. */
export function fingerprintOf(certificate: Uint8Array): string {
  const hash = createHash("sha256").update(certificate).digest("base64");
  return `SHA256:${hash.replace(/=+$/, "")}`;
}

function identityOf(privateKey: KeyObject): Identity {
  const certificate = makeCertificate(privateKey);
  return {
    privateKey,
    certificate,
    certificatePem: certificatePem(certificate),
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    fingerprint: fingerprintOf(certificate),
  };
}
