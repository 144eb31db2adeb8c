import { expect, test } from "vitest";
import { type FromPage, parseFromPage, parseToPage, type ToPage } from "./page-messages.ts";

const message = { number: 7, time: "2026-11-22T09:30:00.000Z", from: "ada", text: "hello" };
const { time } = message;

const FROM_PAGE: FromPage[] = [
  { type: "trust", fingerprint: "SHA256:abc", isTrusted: false },
  { type: "enter", action: "register", name: "ada", password: "correct horse" },
  { type: "say", text: "hello" },
  { type: "tell", to: "bob", text: "psst" },
  { type: "older" },
  { type: "older", before: 17 },
  { type: "draft", text: "half a", to: "bob" },
  { type: "draft", text: "" },
  { type: "retry", id: "a" },
  { type: "dismiss", id: "a" },
  { type: "search", text: "lunch" },
  { type: "log-out" },
  { type: "connect" },
];

const TO_PAGE: ToPage[] = [
  { type: "welcome", address: "127.0.0.1:9090", encryption: "FC1" },
  { type: "state", state: "waiting", reason: "connection lost", retryInMs: 500 },
  { type: "state", state: "in" },
  { type: "fingerprint", fingerprint: "SHA256:abc", standing: "changed" },
  { type: "entered", name: "ada" },
  { type: "draft", text: "half a", to: "bob" },
  { type: "draft", text: "" },
  { type: "refused", reason: "No." },
  { type: "members", names: ["ada", "bob"] },
  { type: "message", ...message },
  { type: "private", time, from: "ada", to: "bob", text: "psst" },
  { type: "joined", time, name: "bob" },
  { type: "left", time, name: "bob" },
  { type: "notice", time, text: "soon" },
  { type: "past", messages: [message], more: true },
  { type: "results", text: "hell", messages: [], more: false },
  { type: "pending", id: "a", text: "hello" },
  { type: "pending", id: "b", text: "psst", to: "bob" },
  { type: "acknowledged", id: "a" },
  { type: "not-taken", id: "a", reason: "too long" },
  { type: "not-taken", reason: "too much" },
];

test.each(FROM_PAGE)(
  "parseFromPage() takes $type as it was said, and nothing that is not ours",
  (said) => {
    expect(parseFromPage(JSON.stringify({ ...said, other: 1 }))).toEqual(said);
  },
);

test.each(TO_PAGE)(
  "parseToPage() takes $type as it was said, and nothing that is not ours",
  (said) => {
    expect(parseToPage(JSON.stringify([{ ...said, other: 1 }]))).toEqual([said]);
  },
);

test.each(FROM_PAGE)(
  "parseFromPage() refuses $type with a field missing or of another type",
  (said) => {
    for (const wrong of spoiled(said)) {
      expect(parseFromPage(wrong), wrong).toBeUndefined();
    }
  },
);

test.each(TO_PAGE)(
  "parseToPage() refuses a list with a $type with a field of another type",
  (said) => {
    for (const wrong of spoiled(said)) {
      expect(parseToPage(`[${JSON.stringify(TO_PAGE[0])},${wrong}]`), wrong).toBeUndefined();
    }
  },
);

test.each([
  "0",
  "{",
  "null",
  "7",
  "[]",
  '"say"',
  "[[]]",
  "{}",
  '{"type":"__proto__"}',
  '{"type":["say"]}',
])("parseFromPage() and parseToPage() refuse %j", (text) => {
  expect(parseFromPage(text)).toBeUndefined();
  expect(parseToPage(`[${text}]`)).toBeUndefined();
});

test("parseToPage() refuses a time that is none", () => {
  for (const wrong of [
    { type: "message", ...message, time: "soon" },
    { type: "notice", time: "", text: "soon" },
    { type: "past", messages: [{ ...message, time: "2026-13-40" }], more: false },
  ])
    expect(parseToPage(JSON.stringify([wrong]))).toBeUndefined();
});

/** The message with each of its fields replaced by something of another type. */
function spoiled(said: FromPage | ToPage): string[] {
  return Object.keys(said).flatMap((name) => [
    JSON.stringify({ ...said, [name]: null }),
    JSON.stringify({ ...said, [name]: { length: 1 } }),
  ]);
}
