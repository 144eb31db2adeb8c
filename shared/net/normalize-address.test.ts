import fc from "fast-check";
import { expect, test } from "vitest";
import { normalizeAddress } from "./normalize-address.ts";

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["::ffff:127.0.0.1", "127.0.0.1"],
  ["::FFFF:127.0.0.10", "127.0.0.10"],
  ["::ffff:7f00:1", "127.0.0.1"],
  ["0:0:0:0:0:ffff:7f00:0001", "127.0.0.1"],
  ["::1", "::1"],
  ["0:0:0:0:0:0:0:1", "::1"],
  ["2001:DB8::00A:0", "2001:db8::a:0"],
  ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["fe80::1%eth0", "fe80::1"],
  ["unknown", "unknown"],
  ["", ""],
])("normalizeAddress(%j) is %j", (address, normal) => {
  expect(normalizeAddress(address)).toBe(normal);
});

test("normalizeAddress() gives one form for all ways to write an address", () => {
  const groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(groups, (numbers) => {
      const short = numbers.map((group) => group.toString(16)).join(":");
      const long = numbers.map((group) => group.toString(16).toUpperCase().padStart(4, "0"));
      const normal = normalizeAddress(short);
      expect(normalizeAddress(long.join(":"))).toBe(normal);
      expect(normalizeAddress(normal)).toBe(normal);
    }),
  );
});
