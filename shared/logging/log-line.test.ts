import fc from "fast-check";
import { expect, test } from "vitest";
import { printable } from "../process/print-status.ts";
import { logLine, MAX_VALUE_LENGTH, quoted } from "./log-line.ts";

const TIME = new Date("2026-11-22T01:02:03.456Z");

test("logLine() writes time, level, event and fields in one line", () => {
  const fields = { connection: 1, peer: "127.0.0.1:50312", ready: true, why: undefined };
  expect(logLine(TIME, "info", "connected", fields)).toBe(
    "2026-11-22T01:02:03.456Z info connected connection=1 peer=127.0.0.1:50312 ready=true",
  );
  expect(logLine(TIME, "warn", "stopping", {})).toBe("2026-11-22T01:02:03.456Z warn stopping");
});

test.each([
  ["hello", "hello"],
  ["[::1]:9090", "[::1]:9090"],
  ["", '""'],
  ["hello world", '"hello world"'],
  ["a=b", '"a=b"'],
  ['a"b', '"a\\"b"'],
  ["a\\b", '"a\\\\b"'],
  ["привет", '"привет"'],
  ["two\nlines\r", '"two\\nlines\\r"'],
  ["\x1b[31mred", '"\\u001b[31mred"'],
  ["\x7f\x9b31m", '"\\u007f\\u009b31m"'],
  ["a\u2028b\u2029c", '"a\\u2028b\\u2029c"'],
  ["\u202egnp.exe", '"\\u202egnp.exe"'],
  ["\ufeffx", '"\\ufeffx"'],
  ["\ud83d", '"\\ud83d"'],
  ["\u{e0041}", '"\\udb40\\udc41"'],
  ["🙂", '"🙂"'],
])("logLine() writes the value %j as %s", (value, expected) => {
  expect(logLine(TIME, "info", "received", { text: value })).toBe(
    `${TIME.toISOString()} info received text=${expected}`,
  );
});

test.each([
  "password",
  "Password",
  "userPassword",
  "token",
  "access_token",
  "passphrase",
  "secret",
])("logLine() hides what stands under %s", (name) => {
  const line = logLine(TIME, "info", "registered", { [name]: "hunter2" });
  expect(line).toBe(`${TIME.toISOString()} info registered ${name}=[redacted]`);
});

test("logLine() quotes an event and a name that are not harmless", () => {
  expect(logLine(TIME, "info", "a\nb", { "c d": 1 })).toBe(
    `${TIME.toISOString()} info "a\\nb" "c d"=1`,
  );
});

test("quoted() can be read back by any JSON parser", () => {
  fc.assert(
    fc.property(fc.uint16Array({ maxLength: 20 }), (units) => {
      const text = String.fromCharCode(...units);
      expect(JSON.parse(quoted(text))).toBe(text);
      expect(quoted(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test("quoted() cuts a long text, also between the halves of a letter", () => {
  const long = "x".repeat(MAX_VALUE_LENGTH + 1);
  expect(quoted(long)).toBe(`"${long.slice(1)}…"`);
  expect(quoted(`${"x".repeat(MAX_VALUE_LENGTH - 1)}🙂`)).toMatch(/x\\ud83d…"$/);
});

test("printable() leaves letters as they are", () => {
  expect(printable("привет 🙂 a\tb\x1b[2J")).toBe("привет 🙂 a\\u0009b\\u001b[2J");
});
