/**
 * A program that brings passwords into the form NFKC.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy every character of a password counts
 * @says The form NFKC makes them the same
 */

export function derive(
  password: string,
  salt: Uint8Array,
  cost: Cost,
  length = HASH_BYTES,
): Promise<Buffer> {
  const { ln, r, p } = cost;
  // Without maxmem Node refuses all that needs more than 32 MiB (Node's page "Crypto", crypto.scrypt).
  const options = { N: 2 ** ln, r, p, maxmem: 2 * memoryOf(cost) + 1024 * r * p };
  return runScrypt(password.normalize("NFKC"), salt, length, options);
}
