/**
 * Who the server is: a private key that nobody else has, and a certificate that shows its public half.
 * Both are made once and kept in two files. People compare the certificate by its fingerprint.
 *
 * A certificate normally has a signature of somebody whom all trust. This one is signed with its own
 * key and proves nothing by itself: clients remember its fingerprint, as those of ssh do.
 *
 * In each handshake the server proves that it has the private key: it signs this very handshake. A
 * recorded signature is of no use to anybody, because the client's key and random number are in it and
 * are new each time.
 */
import {
  constants,
  createPrivateKey,
  generateKeyPair,
  hash,
  type KeyObject,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { ProgramError, ProtocolError } from "../../../shared/process/errors.ts";
import {
  makePrivateFiles,
  readPrivateFile,
  readTextFile,
} from "../../../shared/storage/private-file.ts";

/** As strong as a key of 128 bits for a cipher (NIST SP 800-57 part 1, table 2). */
const RSA_BITS = 3_072;

const generate = promisify(generateKeyPair);

const NAME = [{ name: "commonName", value: "socket-labs chat" }];

/** "No well-defined expiration date" (RFC 5280 section 4.1.2.5): clients know it by its fingerprint. */
const NEVER = new Date("9999-12-31T23:59:59Z");

/** Clocks differ: a certificate made now is good for a client whose clock is a day behind. */
const DAY_MS = 86_400_000;

const nextStep =
  "put the right one back, or move both away to get new ones, which clients have to accept anew";

/** What the signature is for, so that it stands for nothing else that this key may ever sign. */
const PURPOSE = Buffer.from("socket-labs FC1 server handshake v1\0", "latin1");

/** RSA-PSS (RFC 8017 section 8.1) with SHA-256, and as many bytes of salt as that has. */
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

export interface Identity {
  /** X.509 in DER: as it is sent. */
  certificate: Buffer;
  privateKey: KeyObject;
  certificatePem: string;
  privateKeyPem: string;
  /** `SHA256:` and 43 characters. */
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

/**
 * Makes a new key and its certificate, as two files.
 *
 * @throws ProgramError when the system does not let us; then neither of the two is there
 */
async function makeIdentityFiles(files: {
  key: string;
  certificate: string;
}): Promise<{ privateKeyPem: string; certificatePem: string }> {
  const { privateKey, publicKey } = await generate("rsa", { modulusLength: RSA_BITS });
  const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const certificatePem = await makeCertificate(privateKeyPem, publicKeyPem);
  await makePrivateFiles(
    new Map([
      [files.certificate, certificatePem],
      [files.key, privateKeyPem],
    ]),
  );
  return { privateKeyPem, certificatePem };
}

/**
 * A certificate, signed with its own key: X.509 (RFC 5280), in PEM. Node can read certificates but not
 * make them; node-forge can, and does nothing else here. It is large, so it is loaded only when a new
 * identity is made.
 */
export async function makeCertificate(
  privateKeyPem: string,
  publicKeyPem: string,
): Promise<string> {
  const { default: forge } = await import("node-forge");
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem);
  certificate.serialNumber = newSerialNumber();
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = NEVER;
  certificate.setSubject(NAME);
  certificate.setIssuer(NAME);
  certificate.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(privateKeyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

/** 16 bytes in hexadecimal. The first stays below 0x80 and above 0: a positive number (RFC 5280 section 4.1.2.2). */
function newSerialNumber(): string {
  return `01${randomBytes(15).toString("hex")}`;
}

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
  const key = certificateFrom(certificate).publicKey;
  if (key.asymmetricKeyType !== "rsa" || key.asymmetricKeyDetails?.modulusLength !== RSA_BITS) {
    throw new ProtocolError(`a certificate without an RSA key of ${RSA_BITS} bits`);
  }
  return key;
}

function certificateFrom(certificate: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(certificate);
  } catch (cause) {
    throw new ProtocolError("a certificate that is none", { cause });
  }
}
