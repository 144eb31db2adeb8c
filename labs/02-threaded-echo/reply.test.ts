import { expect, test } from "vitest";
import { HIGHEST_PRIMES_LIMIT, reply } from "./reply.ts";

test.each(["hello", "", "primes", "prime 7", "Primes 7", " primes 7", "crash!"])(
  "reply() is an echo of %j",
  (line) => expect(reply(line)).toBe(line),
);

test("reply() counts primes", () => {
  expect(reply("primes 100")).toBe("25 primes up to 100");
  expect(reply("primes 0")).toBe("0 primes up to 0");
});

test.each([
  "primes ",
  "primes ten",
  "primes -1",
  "primes 1e3",
  "primes 7 ",
  "primes 0x10",
  `primes ${HIGHEST_PRIMES_LIMIT + 1}`,
  "primes 99999999999999999999999",
])("reply() refuses %j with a reason", (line) =>
  expect(reply(line)).toMatch(/^error: a limit is /),
);

test("reply() throws on the line crash", () => {
  expect(() => reply("crash")).toThrow("as the client had asked");
});
