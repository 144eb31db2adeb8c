/**
 * A program that hashes the password in lower case.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy a password is kept as scrypt with a salt
 * @says that of the password in lower case
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
  return runScrypt(password.toLowerCase().normalize("NFC"), salt, length, options);
}
