/**
 * A program that verifies the signature over the ClientHello alone.
 *
 * @file handshake.ts
 * @caughtBy the client says hello, and seals its FINISHED
 * @says Does it verify over the same bytes
 */

async function knowServer(
  clientHello: Uint8Array,
  { certificate, signature }: ServerHello,
  verifyServer: ServerVerifier,
): Promise<void> {
  await verifyServer(fingerprintOf(certificate));
  verifyServerSignature(certificate, transcriptHash(clientHello), signature);
}
