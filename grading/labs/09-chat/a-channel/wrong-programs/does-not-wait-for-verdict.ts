/**
 * A program that does not wait until the fingerprint is accepted.
 *
 * @file handshake.ts
 * @caughtBy the client compares the fingerprint first, and only then the signature
 * @says an `await` is missing
 */

async function knowServer(
  clientHello: Uint8Array,
  { certificate, unsigned, signature }: ServerHello,
  verifyServer: ServerVerifier,
): Promise<void> {
  void verifyServer(fingerprintOf(certificate));
  verifyServerSignature(certificate, transcriptHash(clientHello, unsigned), signature);
}
