/**
 * A program that goes on when the verifier refuses the fingerprint.
 *
 * @file handshake.ts
 * @caughtBy a server with another key is refused: HOST KEY CHANGED
 * @says and let it throw
 */

async function knowServer(
  clientHello: Uint8Array,
  { certificate, unsigned, signature }: ServerHello,
  verifyServer: ServerVerifier,
): Promise<void> {
  try {
    await verifyServer(fingerprintOf(certificate));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  verifyServerSignature(certificate, transcriptHash(clientHello, unsigned), signature);
}
