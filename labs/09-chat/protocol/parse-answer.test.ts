import { expect, test } from "vitest";
import { parseAnswer } from "./messages.ts";
import { isAnswer, RECORD } from "./wire.ts";

const token = "u7GkX0mYf3-_".repeat(4).slice(0, 43);
const record = (type: number, body: unknown) => ({ type, body: Buffer.from(JSON.stringify(body)) });

test("parseAnswer() reads the five answers", () => {
  const accepted = { name: "ada", token, last: 57 };
  expect(parseAnswer(record(RECORD.LOGIN_ACCEPTED, { ...accepted, more: 1 }))).toEqual({
    type: "accepted",
    ...accepted,
  });
  expect(parseAnswer(record(RECORD.INVALID_USERNAME_OR_PASSWORD, {}))).toEqual({ type: "wrong" });
  expect(parseAnswer(record(RECORD.USER_IN_DATABASE, {}))).toEqual({ type: "taken" });
  expect(parseAnswer(record(RECORD.SESSION_ENDED, {}))).toEqual({ type: "session-ended" });
  const later = { reason: "busy", retryAfterMs: 2_000 };
  expect(parseAnswer(record(RECORD.REFUSED, later))).toEqual({ type: "refused", ...later });
  expect(parseAnswer(record(RECORD.REFUSED, { reason: "no" }))).toEqual({
    type: "refused",
    reason: "no",
  });
});

test("isAnswer() knows the types of an answer", () => {
  const types = [31, 32, 33, 34, 35, 36, 37];
  expect(types.filter((type) => isAnswer({ type, body: Buffer.alloc(0) }))).toEqual([
    32, 33, 34, 35, 36,
  ]);
});

test.each([
  [RECORD.LOGIN_ACCEPTED, { name: "ada", last: 57 }],
  [RECORD.LOGIN_ACCEPTED, { name: "ada", token: "short", last: 57 }],
  [RECORD.LOGIN_ACCEPTED, { name: "ada", token, last: -1 }],
  [RECORD.LOGIN_ACCEPTED, { name: 7, token, last: 57 }],
  [RECORD.REFUSED, {}],
  [RECORD.REFUSED, { reason: "busy", retryAfterMs: "2 s" }],
  [RECORD.SESSION_ENDED, []],
  [RECORD.SERVER_TO_CLIENT, {}],
])("parseAnswer() refuses a record of type %i with %j", (type, body) => {
  expect(() => parseAnswer(record(type, body))).toThrow(
    expect.objectContaining({ name: "ProtocolError" }),
  );
});
