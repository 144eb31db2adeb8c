/**
 * A program that does not look who can read its key.
 *
 * @file connection/identity.ts
 * @caughtBy the server makes its key once, for its owner alone
 * @says who has read the key can pass for the server
 */

export async function openIdentity(folder: string): Promise<Identity> {
  const files = { key: join(folder, "server.key"), certificate: join(folder, "server.crt") };
  let privateKeyPem = await readTextFile(files.key);
  let certificatePem = await readTextFile(files.certificate);
  if (privateKeyPem === undefined && certificatePem === undefined) {
    ({ privateKeyPem, certificatePem } = await makeIdentityFiles(files));
  }
  if (privateKeyPem === undefined) throw missing(files.key, files.certificate);
  if (certificatePem === undefined) throw missing(files.certificate, files.key);
  return identityOf(privateKeyPem, certificatePem, files);
}
