/**
 * A certificate, signed with its own key: X.509 (RFC 5280). Node can read certificates but not make
 * them; node-forge can, and does nothing else here. The key comes from Node, which also verifies.
 */
import { randomBytes } from "node:crypto";
import forge from "node-forge";

const NAME = [{ name: "commonName", value: "socket-labs chat" }];

/** "This certificate has no good day to end" (RFC 5280 section 4.1.2.5): clients know it by its fingerprint. */
const NEVER = new Date("9999-12-31T23:59:59Z");

/** Clocks differ: a certificate made now is good for a client whose clock is a day behind. */
const DAY_MS = 86_400_000;

/** Both keys in PEM (the private one PKCS #8); returns the certificate in PEM. */
export function makeCertificate(privateKeyPem: string, publicKeyPem: string): string {
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
