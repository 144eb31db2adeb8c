/** The identity that the grader makes is one that everybody's tools can read. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { anotherIdentity, theIdentity } from "./identity.ts";

test("a certificate is X.509, of its own key, and signed by it", async () => {
  const identity = await theIdentity();
  const certificate = new X509Certificate(identity.certificatePem);
  expect(certificate.raw.equals(identity.certificate)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
  expect(certificate.checkPrivateKey(createPrivateKey(identity.privateKeyPem))).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(identity.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  const hex = certificate.fingerprint256.replaceAll(":", "");
  expect(Buffer.from(identity.fingerprint.slice(7), "base64").toString("hex").toUpperCase()).toBe(
    hex,
  );
});

test("another certificate of it has another fingerprint", async () => {
  const [one, other] = [await theIdentity(), await anotherIdentity()];
  expect(other.fingerprint).not.toBe(one.fingerprint);
});
