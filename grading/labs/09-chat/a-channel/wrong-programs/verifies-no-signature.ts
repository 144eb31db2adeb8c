/**
 * A program that compares the fingerprint, but does not verify the signature.
 *
 * @file handshake.ts
 * @caughtBy the client believes no signature but the right one
 * @says Only the signature over this connection
 */

async function knowServer(
  _clientHello: Uint8Array,
  { certificate }: ServerHello,
  verifyServer: ServerVerifier,
): Promise<void> {
  await verifyServer(fingerprintOf(certificate));
}
