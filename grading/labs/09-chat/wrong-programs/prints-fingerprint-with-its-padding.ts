/**
 * A program that prints the fingerprint with its padding.
 *
 * @file connection/identity.ts
 * @caughtBy the server prints the fingerprint of its certificate
 * @says fingerprint
 */

export function fingerprintOf(certificateDer: Uint8Array): string {
  return `SHA256:${hash("sha256", certificateDer, "base64")}`;
}
