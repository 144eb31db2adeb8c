/**
 * A program that verifies the signature, but does not compare the fingerprint.
 *
 * @file handshake.ts
 * @caughtBy the client compares the fingerprint first, and only then the signature
 * @says Wait for what `verifyServer` says
 */

async function knowServer(
  clientHello: Uint8Array,
  { certificate, unsigned, signature }: ServerHello,
  _verifyServer: ServerVerifier,
): Promise<void> {
  verifyServerSignature(certificate, transcriptHash(clientHello, unsigned), signature);
}
