import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseHost } from "./parse-host.ts";

test("parseHost() reads every IPv4 address as it is", () => {
  fc.assert(
    fc.property(fc.ipV4(), (host) => {
      expect(parseHost(host)).toEqual({ ok: true, value: host });
    }),
  );
});

test("parseHost() reads every IPv6 address, with or without brackets", () => {
  fc.assert(
    fc.property(fc.ipV6(), (host) => {
      expect(parseHost(host)).toEqual({ ok: true, value: host });
      expect(parseHost(`[${host}]`)).toEqual({ ok: true, value: host });
    }),
  );
});

test("parseHost() reads every domain name", () => {
  fc.assert(
    fc.property(fc.domain(), (host) => {
      expect(parseHost(host)).toEqual({ ok: true, value: host });
    }),
  );
});

test("parseHost() accepts only what is made of the letters of names and addresses", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const parsed = parseHost(text);
      if (parsed.ok && isIP(parsed.value) === 0) expect(text).toMatch(/^[a-z0-9.-]+$/i);
    }),
  );
});

test("parseHost() never takes a row of numbers for a name", () => {
  const letters = fc.constantFrom("0", "1", "2", "9", ".", ".");
  fc.assert(
    fc.property(fc.array(letters), (row) => {
      const parsed = parseHost(row.join(""));
      expect(parsed.ok).toBe(isIP(row.join("")) === 4);
    }),
  );
});

test.each([
  ["localhost"],
  ["a"],
  ["my-machine.local"],
  ["1st.example.org"],
  ["xn--e1afmkfd.xn--p1ai"],
  [`${"a".repeat(63)}.org`],
])("parseHost(%j) is a name", (host) => {
  expect(parseHost(host)).toEqual({ ok: true, value: host });
});

test.each([
  ["", /such as localhost/],
  ["my host", /letters, digits, hyphens and dots/],
  ["-a", /letters/],
  ["a-", /letters/],
  ["a..b", /letters/],
  [".", /letters/],
  ["под.рф", /letters/],
  ["a_b", /letters/],
  [`${"a".repeat(64)}.org`, /letters/],
  [`${"a.".repeat(127)}org`, /letters/],
  ["256.1.1.1", /no IPv4 address/],
  ["127.1", /no IPv4 address/],
  ["1.2.3.4.5", /no IPv4 address/],
  ["80", /no IPv4 address/],
  ["::g", /no IPv6 address/],
  ["[::1", /no IPv6 address/],
  ["[127.0.0.1]", /no IPv6 address/],
  ["[localhost]", /no IPv6 address/],
  ["127.0.0.1:9090", /port with --port/],
  ["localhost:9090", /port with --port/],
  ["[::1]:9090", /port with --port/],
  [":9090", /port with --port/],
  ["http://localhost", /a URL/],
  ["http://localhost:9090/", /a URL/],
])("parseHost(%j) is refused with a reason that fits", (text, reason) => {
  expect(parseHost(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});
