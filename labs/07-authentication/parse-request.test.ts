import { expect, test } from "vitest";
import { parseFields } from "./parse-fields.ts";
import { parseCommand, parseRequest } from "./parse-request.ts";

test("parseRequest() reads credentials, and nothing else in them", () => {
  const line = '{"password":"p","type":"log-in","name":"ada","more":1}';
  expect(parseRequest(line)).toEqual({
    ok: true,
    value: { type: "log-in", name: "ada", password: "p" },
  });
});

test("parseRequest() takes everything else for an order, whatever stands in it", () => {
  const order = { type: "order", token: "abc" };
  expect(parseRequest('{"type":"dance","token":"abc"}')).toMatchObject({ ok: true, value: order });
  expect(parseRequest('{"token":"abc"}')).toMatchObject({ ok: true, value: order });
  for (const line of ["{}", '{"type":"say"}', '{"type":"say","token":["abc"]}', '{"token":7}']) {
    expect(parseRequest(line)).toMatchObject({ ok: true, value: { type: "order", token: "" } });
  }
});

test("parseRequest() refuses what is no JSON object, or lacks a name or a password", () => {
  for (const line of [
    "",
    "hello",
    "null",
    "[]",
    '"log-in"',
    '{"type":"log-in"',
    '{"type":"log-in"}',
    '{"type":"register","name":"ada"}',
    '{"type":"register","name":"ada","password":12345678}',
    '{"type":"register","name":{"a":1},"password":"p"}',
    '{"type":"register","__proto__":{"name":"ada","password":"p"}}',
  ]) {
    expect(parseRequest(line), line).toMatchObject({ ok: false });
  }
});

test("parseFields() makes no difference between __proto__ and other names", () => {
  const fields = parseFields('{"__proto__":{"type":"say"}}');
  expect(fields).toHaveProperty(["__proto__"]);
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
});

test("parseCommand() reads say and log-out, and refuses the rest", () => {
  expect(parseCommand({ type: "say", text: "" })).toEqual({
    ok: true,
    value: { type: "say", text: "" },
  });
  expect(parseCommand({ type: "log-out", text: 7 })).toEqual({
    ok: true,
    value: { type: "log-out" },
  });
  for (const fields of [{}, { type: "dance" }, { type: "say" }, { type: "say", text: 7 }]) {
    expect(parseCommand(fields)).toMatchObject({ ok: false });
  }
});
