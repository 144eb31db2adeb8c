/**
 * A program that compares the beginning of a fingerprint only.
 *
 * @file connection/server-verifier.ts
 * @caughtBy with --fingerprint the client takes that server only
 * @says compare the fingerprint of the certificate
 */

function compare(fingerprint: string, pinned: string, address: Address): void {
  if (fingerprint.slice(0, 7) === pinned.slice(0, 7)) return;
  throw new ProgramError(
    `HOST KEY CHANGED: ${formatAddress(address)} shows ${fingerprint}, but --fingerprint is ` +
      `${pinned}; somebody may stand between you and the server. Ask its operator`,
  );
}
