/**
 * A program that hashes a password as it was typed.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy the letters of a password may be put together in two ways
 * @says Bring passwords into Unicode's form NFC
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
  return runScrypt(password, salt, length, options);
}
