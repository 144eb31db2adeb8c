import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { parseRequest } from "./messages.ts";
import { MAX_TEXT_BYTES } from "./wire.ts";

const parse = (request: unknown) => parseRequest(Buffer.from(JSON.stringify(request)));

test.each([
  { type: "say", id: "k3J_-9", text: "hello\n\tпривет 👩‍🚀" },
  { type: "private", id: "1", to: "bob", text: "psst" },
  { type: "history", before: 17 },
  { type: "history", after: 0 },
  { type: "search", text: "lunch" },
  { type: "search", text: "lunch", before: 17 },
  { type: "log-out" },
])("parseRequest() reads %o, and nothing else in it", (value) => {
  expect(parse(value)).toEqual({ ok: true, value });
  expect(parse({ ...value, more: 1 })).toEqual({ ok: true, value });
});

test("parseRequest() takes a text of 2,000 bytes, and answers a longer one", () => {
  const longest = "я".repeat(MAX_TEXT_BYTES / 2);
  expect(parse({ type: "say", id: "1", text: longest })).toMatchObject({ ok: true });
  expect(parse({ type: "say", id: "1", text: `${longest}.` })).toEqual({
    ok: false,
    id: "1",
    reason: "a text has at most 2000 bytes",
  });
});

test.each([
  ["", "there is nothing to be seen in the text"],
  [" \n\t ", "there is nothing to be seen in the text"],
  ["\u200b\u200d", "there is nothing to be seen in the text"],
  ["\u2800\u202e", "there is nothing to be seen in the text"],
  ["a\u001b[31m", "a text holds no control characters"],
  ["a\r", "a text holds no control characters"],
  ["a\u0000", "a text holds no control characters"],
  ["a\u0085", "a text holds no control characters"],
  ["a\ud83d", "a text holds no half letters"],
])("parseRequest() answers the text %j: %s", (text, reason) => {
  expect(parse({ type: "say", id: "1", text })).toEqual({ ok: false, id: "1", reason });
  expect(parse({ type: "private", id: "1", to: "bob", text })).toMatchObject({ id: "1", reason });
  expect(parse({ type: "search", text })).toEqual({ ok: false, reason });
});

test("parseRequest() leaves out of a text what is invisible or turns it round", () => {
  const text = "ada\u202e: yes\u200b\u2028* bob has left 👩‍🔬";
  expect(parse({ type: "say", id: "1", text })).toEqual({
    ok: true,
    value: { type: "say", id: "1", text: "ada: yes\n* bob has left 👩‍🔬" },
  });
});

test.each([
  {},
  { type: "dance" },
  { type: ["say"], id: "1", text: "a" },
  { type: "say", text: "a" },
  { type: "say", id: 1, text: "a" },
  { type: "say", id: "", text: "a" },
  { type: "say", id: "1\n", text: "a" },
  { type: "say", id: "a b", text: "a" },
  { type: "say", id: "a".repeat(33), text: "a" },
  { type: "say", id: "1", text: 7 },
  { type: "private", id: "1", text: "a" },
  { type: "history" },
  { type: "history", before: 1, after: 1 },
  { type: "history", before: "1" },
  { type: "history", after: -1 },
  { type: "search" },
  { type: "search", text: "a", before: 0.5 },
])("parseRequest() ends the connection for %o", (request) => {
  expect(() => parse(request)).toThrow(expect.objectContaining({ name: "ProtocolError" }));
});

test("parseRequest() takes whatever a stranger sends for a request, answers it, or refuses it", () => {
  const type = fc.constantFrom("say", "private", "history", "search", "log-out", "dance");
  const something = fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue());
  const fields = fc.record(
    { type, id: something, text: something, to: something, before: something, after: something },
    { requiredKeys: ["type"] },
  );
  fc.assert(
    fc.property(fields, (request) => {
      try {
        expect(parse(request)).toHaveProperty("ok");
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }),
  );
});
