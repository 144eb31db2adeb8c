import { expect, test } from "vitest";
import { derive, hashPassword, md5Of, verifyPassword, wrapMd5 } from "./password-hash.ts";
import { recordOfNobody } from "./password-record.ts";

const QUICK = { ln: 4, r: 8, p: 1 };

// RFC 7914 section 12. Its last vector takes 1 GiB and several seconds, and is left out.
test.each([
  {
    password: "",
    salt: "",
    cost: { ln: 4, r: 1, p: 1 },
    key: "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
  },
  {
    password: "password",
    salt: "NaCl",
    cost: { ln: 10, r: 8, p: 16 },
    key: "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
  },
  {
    password: "pleaseletmein",
    salt: "SodiumChloride",
    cost: { ln: 14, r: 8, p: 1 },
    key: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
  },
])("derive() gives the bytes of RFC 7914 for $password", async ({ password, salt, cost, key }) => {
  const derived = await derive(password, Buffer.from(salt), cost, 64);
  expect(derived.toString("hex")).toBe(key);
});

test("derive() can pay for the default cost", async () => {
  expect(await derive("x", Buffer.from("salt"), { ln: 17, r: 8, p: 1 })).toHaveLength(32);
});

test("hashPassword() gives one password two different records", async () => {
  const [one, other] = [await hashPassword("ada", QUICK), await hashPassword("ada", QUICK)];
  expect(one.salt).toHaveLength(16);
  expect(one.salt.equals(other.salt)).toBe(false);
  expect(one.hash.equals(other.hash)).toBe(false);
});

test("verifyPassword() knows the password, and no other", async () => {
  const record = await hashPassword("correct horse", QUICK);
  expect(await verifyPassword("correct horse", record)).toBe(true);
  for (const wrong of ["", "correct hors", "correct horse ", "Correct horse"]) {
    expect(await verifyPassword(wrong, record), wrong).toBe(false);
  }
});

test("verifyPassword() takes the record's own cost", async () => {
  const record = await hashPassword("correct horse", { ln: 5, r: 4, p: 2 });
  expect(await verifyPassword("correct horse", record)).toBe(true);
});

test("verifyPassword() knows a password however its letters are put together", async () => {
  const record = await hashPassword("caf\u00e9 caf\u00e9", QUICK);
  expect(await verifyPassword("cafe\u0301 cafe\u0301", record)).toBe(true);
});

test("verifyPassword() fits nothing to the record of nobody", async () => {
  expect(await verifyPassword("", recordOfNobody(QUICK))).toBe(false);
});

test("wrapMd5() keeps the old password good, and the md5 itself is none", async () => {
  const record = await wrapMd5("5F4DCC3B5AA765D61D8327DEB882CF99", QUICK);
  expect(record.kind).toBe("md5+scrypt");
  expect(await verifyPassword("password", record)).toBe(true);
  expect(await verifyPassword("5f4dcc3b5aa765d61d8327deb882cf99", record)).toBe(false);
});

test("md5Of() is what md5sum prints (RFC 1321 appendix A.5)", () => {
  expect(md5Of("message digest")).toBe("f96b697d7cb7938d525a2f31aaf161d0");
});
