import { expect, test } from "vitest";
import { formatRecord, isUpToDate, parseRecord, recordOfNobody } from "./password-record.ts";

const COST = { ln: 17, r: 8, p: 1 };
const SALT = Buffer.from("sixteen bytes!!!");
const HASH = Buffer.alloc(32, 0xff);
const TEXT = `$scrypt$ln=17,r=8,p=1$c2l4dGVlbiBieXRlcyEhIQ$${"/".repeat(42)}8`;

test("formatRecord() writes base64 without padding", () => {
  expect(formatRecord({ kind: "scrypt", cost: COST, salt: SALT, hash: HASH })).toBe(TEXT);
});

test("parseRecord() reads what formatRecord() writes", () => {
  for (const kind of ["scrypt", "md5+scrypt"] as const) {
    const record = { ...recordOfNobody({ ln: 10, r: 8, p: 2 }), kind };
    expect(parseRecord(formatRecord(record))).toEqual(record);
  }
});

test("parseRecord() returns undefined for what is damaged", () => {
  for (const damaged of [
    "",
    "5f4dcc3b5aa765d61d8327deb882cf99",
    TEXT.slice(0, -1), // not canonical
    TEXT.slice(0, -2), // too short
    `${TEXT}A`,
    `${TEXT}=`,
    ` ${TEXT}`,
    `${TEXT}\n`,
    TEXT.replace("scrypt", "bcrypt"),
    TEXT.replace("$ln=17,r=8,p=1", ""),
    TEXT.replace("c2l4dGVlbiBieXRlcyEhIQ", ""),
    TEXT.replace("c2l4", "c2 l4"),
  ]) {
    expect(parseRecord(damaged), damaged).toBeUndefined();
  }
});

test("parseRecord() returns undefined for what would exhaust the machine", () => {
  expect(parseRecord(TEXT.replace("ln=17", "ln=20"))).toBeDefined();
  for (const greedy of ["ln=21,r=8,p=1", "ln=40,r=8,p=1", "ln=17,r=99,p=1", "ln=17,r=8,p=17"]) {
    expect(parseRecord(TEXT.replace("ln=17,r=8,p=1", greedy)), greedy).toBeUndefined();
  }
  for (const nothing of ["ln=0,r=8,p=1", "ln=17,r=0,p=1", "ln=17,r=8,p=0"]) {
    expect(parseRecord(TEXT.replace("ln=17,r=8,p=1", nothing)), nothing).toBeUndefined();
  }
});

test("isUpToDate() sees a wrapped record and an old cost", () => {
  const record = recordOfNobody(COST);
  expect(isUpToDate(record, COST)).toBe(true);
  expect(isUpToDate({ ...record, kind: "md5+scrypt" }, COST)).toBe(false);
  expect(isUpToDate(record, { ...COST, ln: 18 })).toBe(false);
  expect(isUpToDate(record, { ...COST, ln: 16 })).toBe(true);
});
