/**
 * A program that verifies the signature, but does not compare the fingerprint.
 *
 * @file handshake.ts
 * @caughtBy the client compares the fingerprint first, and only then the signature
 * @says Ask `verifyServer` about the certificate's fingerprint
 */

async function knowServer(
  clientHello: Uint8Array,
  { certificate, unsigned, signature }: ServerHello,
  _verifyServer: ServerVerifier,
): Promise<void> {
  verifyServerSignature(certificate, transcriptHash(clientHello, unsigned), signature);
}
