import { constants, generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { makeCertificate, signTranscript, verifyServerSignature } from "../connection/identity.ts";
import { testIdentity } from "../testing/channels.ts";

const transcript = Buffer.alloc(32, 5);
const { certificate, privateKey } = await testIdentity();
const signature = await signTranscript(privateKey, transcript);
const notOfThis = new ProtocolError("the server's signature is not of this handshake");

test("verifyServerSignature() takes the signature of signTranscript(), another one each time", async () => {
  verifyServerSignature(certificate, transcript, signature);
  const again = await signTranscript(privateKey, transcript);
  expect(again).not.toEqual(signature);
  verifyServerSignature(certificate, transcript, again);
});

test("verifyServerSignature() takes RSA-PSS with SHA-256 and 32 bytes of salt, over the purpose and the transcript", () => {
  const purpose = Buffer.from("socket-labs FC1 server handshake v1\0");
  const signed = (text: Buffer, padding: number, saltLength = 32) =>
    sign("sha256", text, { key: privateKey, padding, saltLength });
  const pss = constants.RSA_PKCS1_PSS_PADDING;
  const all = Buffer.concat([purpose, transcript]);
  verifyServerSignature(certificate, transcript, signed(all, pss));
  for (const wrong of [
    signed(transcript, pss),
    signed(all, pss, 20),
    signed(all, constants.RSA_PKCS1_PADDING),
  ]) {
    expect(() => verifyServerSignature(certificate, transcript, wrong)).toThrow(notOfThis);
  }
});

test("verifyServerSignature() refuses a signature of another transcript, cut, turned or empty", () => {
  const turned = Buffer.from(signature);
  turned[100] = (turned[100] ?? 0) ^ 1;
  expect(() => verifyServerSignature(certificate, Buffer.alloc(32), signature)).toThrow(notOfThis);
  for (const wrong of [turned, signature.subarray(1), Buffer.alloc(0), Buffer.alloc(384)]) {
    expect(() => verifyServerSignature(certificate, transcript, wrong)).toThrow(notOfThis);
  }
});

test("verifyServerSignature() refuses the signature of another key", async () => {
  const other = generateKeyPairSync("rsa", { modulusLength: 3_072 });
  const wrong = await signTranscript(other.privateKey, transcript);
  expect(() => verifyServerSignature(certificate, transcript, wrong)).toThrow(notOfThis);
});

test("verifyServerSignature() refuses a certificate with a short key, and what is no certificate", async () => {
  const pem = { format: "pem", type: "pkcs8" } as const;
  const short = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const text = await makeCertificate(
    short.privateKey.export(pem).toString(),
    short.publicKey.export({ format: "pem", type: "spki" }).toString(),
  );
  const der = Buffer.from(text.replace(/-----.*-----/g, ""), "base64");
  const right = await signTranscript(short.privateKey, transcript);
  expect(() => verifyServerSignature(der, transcript, right)).toThrow(/RSA key of 3072 bits/);
  for (const wrong of [Buffer.alloc(0), Buffer.from("hello"), certificate.subarray(1)]) {
    expect(() => verifyServerSignature(wrong, transcript, signature)).toThrow(ProtocolError);
  }
});
