import { createPublicKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ProgramError } from "../../../shared/process/errors.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { fingerprintOf, openIdentity } from "./identity.ts";

const root = temporaryFolder();
/** Two folders with an identity each; tests copy from them. */
const [folder, otherFolder] = [temporaryFolder(), temporaryFolder()];
const [identity, other] = await Promise.all([openIdentity(folder), openIdentity(otherFolder)]);

/** A folder with these two files; a file without text is left out. */
async function folderWith(files: { key?: string; certificate?: string }): Promise<string> {
  const path = await mkdtemp(join(root, "identity-"));
  const { key, certificate } = files;
  if (key !== undefined) await writeFile(join(path, "server.key"), key, { mode: 0o600 });
  if (certificate !== undefined) await writeFile(join(path, "server.crt"), certificate);
  return path;
}

const both = { key: identity.privateKeyPem, certificate: identity.certificatePem };

test("openIdentity() makes a key for its owner alone, and a certificate", async () => {
  expect((await readdir(folder)).sort()).toEqual(["server.crt", "server.key"]);
  expect((await stat(join(folder, "server.key"))).mode & 0o777).toBe(0o600);
  const key = await readFile(join(folder, "server.key"), "utf8");
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(await readFile(join(folder, "server.crt"), "utf8")).toMatch(/^-----BEGIN CERTIFICATE-/);
});

test("openIdentity() makes an RSA key of 3,072 bits and a certificate that it has signed itself", () => {
  const certificate = new X509Certificate(identity.certificate);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3_072);
  expect(certificate.checkPrivateKey(identity.privateKey)).toBe(true);
  expect(certificate.verify(createPublicKey(identity.privateKeyPem))).toBe(true);
  expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
  expect(certificate.validTo).toMatch(/ 9999 /);
  // As the first message of a server, it must leave room in a frame of 4,096 bytes.
  expect(identity.certificate.length).toBeLessThan(2_000);
});

test("openIdentity() uses what it finds", async () => {
  const again = await openIdentity(folder);
  expect(again.fingerprint).toBe(identity.fingerprint);
  expect(again.privateKeyPem).toBe(identity.privateKeyPem);
  expect(other.fingerprint).not.toBe(identity.fingerprint);
});

test("fingerprintOf() is SHA256: and 43 letters of base64, as ssh and openssl know it", () => {
  expect(fingerprintOf(Buffer.from("abc"))).toBe(
    "SHA256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
  );
  const { fingerprint256 } = new X509Certificate(identity.certificate);
  const bytes = Buffer.from(fingerprint256.replaceAll(":", ""), "hex");
  expect(identity.fingerprint).toBe(`SHA256:${bytes.toString("base64").slice(0, 43)}`);
});

test.each([0o640, 0o604, 0o644, 0o660, 0o610])(
  "openIdentity() refuses a key file with mode %o",
  async (mode) => {
    const path = await folderWith(both);
    await chmod(join(path, "server.key"), mode);
    await expect(openIdentity(path)).rejects.toThrow(ProgramError);
    await expect(openIdentity(path)).rejects.toThrow(/others can read it.*chmod 600/);
    await chmod(join(path, "server.key"), 0o400);
    expect((await openIdentity(path)).fingerprint).toBe(identity.fingerprint);
  },
);

const ecKey = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

test.each([
  ["the key is missing", { certificate: both.certificate }, /server\.key is missing/],
  ["the certificate is missing", { key: both.key }, /server\.crt is missing/],
  ["the key is damaged", { ...both, key: "junk" }, /server\.key: it is damaged/],
  ["the key is empty", { ...both, key: "" }, /server\.key: it is damaged/],
  ["the certificate is damaged", { ...both, certificate: "junk" }, /server\.crt: it is damaged/],
  ["the key is of another kind", { ...both, key: ecKey }, /server\.key: it is no RSA key/],
  ["the key is another's", { ...both, key: other.privateKeyPem }, /it is not the key of/],
])("openIdentity() makes nothing new when %s", async (_what, files, expected) => {
  const path = await folderWith(files);
  const before = await readdir(path);
  await expect(openIdentity(path)).rejects.toThrow(ProgramError);
  await expect(openIdentity(path)).rejects.toThrow(expected);
  expect(await readdir(path)).toEqual(before);
});

test("openIdentity() leaves nothing when it cannot make both files", async () => {
  const path = await folderWith({});
  // Whatever its rights, a folder is no place for the bytes of a file.
  await mkdir(join(path, "server.key.new", "full"), { recursive: true });
  await expect(openIdentity(path)).rejects.toThrow(ProgramError);
  expect(await readdir(path)).toEqual(["server.key.new"]);
});

test("openIdentity() does not mind what a crash has left", async () => {
  const path = await folderWith({});
  await writeFile(join(path, "server.key.new"), "half", { mode: 0o666 });
  const made = await openIdentity(path);
  expect((await stat(join(path, "server.key"))).mode & 0o777).toBe(0o600);
  expect((await openIdentity(path)).fingerprint).toBe(made.fingerprint);
});

test("openIdentity() tells when the folder cannot be used", async () => {
  const path = await folderWith({});
  await rm(path, { recursive: true });
  await expect(openIdentity(path)).rejects.toThrow(ProgramError);
});
