import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_PORT, parsePort, parseServerPort } from "./parse-port.ts";

test("parsePort() reads every port as it is written", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_PORT }), (port) => {
      expect(parsePort(String(port))).toEqual({ ok: true, value: port });
    }),
  );
});

test("parsePort() refuses every other number", () => {
  fc.assert(
    fc.property(fc.integer({ min: MAX_PORT + 1 }), fc.integer({ max: -1 }), (above, below) => {
      expect(parsePort(String(above))).toMatchObject({ ok: false });
      expect(parsePort(String(below))).toMatchObject({ ok: false });
    }),
  );
});

test("parsePort() accepts nothing but digits, and never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const parsed = parsePort(text);
      expect(parsed.ok).toBe(/^[0-9]+$/.test(text) && Number(text) <= MAX_PORT);
    }),
  );
});

test.each([
  "",
  " ",
  "80abc",
  " 80",
  "80\n",
  "0x50",
  "1e3",
  "80.0",
  "+80",
  "-1",
  "65536",
  "70000",
  "9".repeat(400),
  "٣",
  "８０",
  "NaN",
  "Infinity",
])("parsePort(%j) is refused", (text) => {
  expect(parsePort(text)).toMatchObject({ ok: false });
});

test("parsePort() names the highest port to whoever goes beyond it", () => {
  expect(parsePort("70000")).toEqual({ ok: false, reason: expect.stringContaining("65535") });
});

test("parseServerPort() refuses 0, however it is written, and nothing else that is a port", () => {
  expect(parseServerPort("0")).toMatchObject({ ok: false });
  expect(parseServerPort("000")).toMatchObject({ ok: false });
  expect(parseServerPort("1")).toEqual({ ok: true, value: 1 });
  expect(parseServerPort("65535")).toEqual({ ok: true, value: 65_535 });
  expect(parseServerPort("65536")).toMatchObject({ ok: false });
});
