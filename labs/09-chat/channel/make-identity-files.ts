/** A new key and its certificate, as two files. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { makePrivateFiles } from "../../../shared/storage/private-file.ts";

/** As strong as a key of 128 bits for a cipher (NIST SP 800-57 part 1, table 2). */
const RSA_BITS = 3_072;

const generate = promisify(generateKeyPair);

/** @throws ProgramError when the system does not let us; then neither of the two is there */
export async function makeIdentityFiles(files: {
  key: string;
  certificate: string;
}): Promise<{ privateKeyPem: string; certificatePem: string }> {
  const { privateKey, publicKey } = await generate("rsa", { modulusLength: RSA_BITS });
  const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  // Only who makes a certificate needs node-forge, and only the first time: it is large.
  const { makeCertificate } = await import("./certificate.ts");
  const certificatePem = makeCertificate(privateKeyPem, publicKeyPem);
  await makePrivateFiles(
    new Map([
      [files.certificate, certificatePem],
      [files.key, privateKeyPem],
    ]),
  );
  return { privateKeyPem, certificatePem };
}
