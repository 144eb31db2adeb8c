/**
 * A program that does not look at what the verification of the signature says.
 *
 * @file connection/identity.ts
 * @caughtBy the client believes no signature but the right one
 * @says throws when it is wrong
 */

export function verifyServerSignature(
  certificate: Uint8Array,
  transcript: Uint8Array,
  signature: Uint8Array,
): void {
  const key = publicKeyOf(certificate);
  const signed = Buffer.concat([PURPOSE, transcript]);
  verify("sha256", signed, { key, ...PSS }, signature);
}
