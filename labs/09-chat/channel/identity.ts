/**
 * Who the server is: a private key that nobody else has, and a certificate that shows its public half.
 * Both are made once and kept in two files. People compare the certificate by its fingerprint.
 *
 * A certificate normally has a signature of somebody whom all trust. This one is signed with its own
 * key and proves nothing by itself: clients remember its fingerprint, as those of ssh do.
 */
import { createPrivateKey, hash, type KeyObject, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { ProgramError } from "../../../shared/process/errors.ts";
import { readPrivateFile, readTextFile } from "../../../shared/storage/private-file.ts";
import { makeIdentityFiles } from "./make-identity-files.ts";

export interface Identity {
  /** X.509 in DER: as it is sent. */
  certificate: Buffer;
  privateKey: KeyObject;
  certificatePem: string;
  privateKeyPem: string;
  /** `SHA256:` and 43 letters. */
  fingerprint: string;
}

/**
 * The identity in `server.key` and `server.crt` of this folder; a new one when neither is there.
 *
 * @throws ProgramError when one of them is missing, does not fit the other, or others can read the key
 */
export async function openIdentity(folder: string): Promise<Identity> {
  const files = { key: join(folder, "server.key"), certificate: join(folder, "server.crt") };
  let privateKeyPem = await readPrivateFile(files.key);
  let certificatePem = await readTextFile(files.certificate);
  if (privateKeyPem === undefined && certificatePem === undefined) {
    ({ privateKeyPem, certificatePem } = await makeIdentityFiles(files));
  }
  if (privateKeyPem === undefined) throw missing(files.key, files.certificate);
  if (certificatePem === undefined) throw missing(files.certificate, files.key);
  return identityOf(privateKeyPem, certificatePem, files);
}

/** The SHA-256 of a certificate as people compare it, and as it is kept in `known_servers`. */
export function fingerprintOf(certificateDer: Uint8Array): string {
  return `SHA256:${hash("sha256", certificateDer, "base64").replace(/=+$/, "")}`;
}

function identityOf(
  privateKeyPem: string,
  certificatePem: string,
  files: { key: string; certificate: string },
): Identity {
  const privateKey = parse(files.key, () => createPrivateKey(privateKeyPem));
  const certificate = parse(files.certificate, () => new X509Certificate(certificatePem));
  if (privateKey.asymmetricKeyType !== "rsa") {
    throw new ProgramError(`Cannot use ${files.key}: it is no RSA key; ${nextStep}`);
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new ProgramError(
      `Cannot use ${files.key}: it is not the key of ${files.certificate}; ${nextStep}`,
    );
  }
  const fingerprint = fingerprintOf(certificate.raw);
  return { certificate: certificate.raw, privateKey, certificatePem, privateKeyPem, fingerprint };
}

const nextStep =
  "put the right one back, or move both away to get new ones, which clients have to accept anew";

function missing(file: string, other: string): ProgramError {
  return new ProgramError(`Cannot use ${other}: ${file} is missing; ${nextStep}`);
}

function parse<Parsed>(file: string, read: () => Parsed): Parsed {
  try {
    return read();
  } catch (cause) {
    throw new ProgramError(`Cannot use ${file}: it is damaged; ${nextStep}`, { cause });
  }
}
