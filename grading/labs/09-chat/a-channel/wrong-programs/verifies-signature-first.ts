/**
 * A program that verifies the signature before it compares the fingerprint.
 *
 * @file handshake.ts
 * @caughtBy the client compares the fingerprint first, and only then the signature
 * @says The signature was verified first
 */

async function knowServer(
  clientHello: Uint8Array,
  { certificate, unsigned, signature }: ServerHello,
  verifyServer: ServerVerifier,
): Promise<void> {
  verifyServerSignature(certificate, transcriptHash(clientHello, unsigned), signature);
  await verifyServer(fingerprintOf(certificate));
}
