import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { backOffMs, failureOf, reasonOfClosing, reasonOfError } from "./reconnect.ts";

const address = { host: "127.0.0.1", port: 9090 };

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

test("reasonOfClosing() takes a last word as it is, without anything that a terminal obeys", () => {
  expect(reasonOfClosing({})).toEqual({ reason: "the server has ended it", again: true });
  expect(reasonOfClosing({ reason: "kicked\x1b", again: false })).toEqual({
    reason: "kicked\\u001b",
    again: false,
  });
});

test.each([
  [systemError("ECONNREFUSED"), "nothing listens there"],
  [systemError("ETIMEDOUT"), "it does not answer"],
  [systemError("EHOSTUNREACH"), "no way leads there"],
  [systemError("ECONNRESET"), "reset by the other side"],
  [new ProtocolError("authentication failed"), "authentication failed"],
])("reasonOfError() says why in a few words: %s", (error, reason) => {
  expect(reasonOfError(error)).toEqual({ reason, again: true, error });
});

test("reasonOfError() does not hide a fault of the program itself", () => {
  const fault = new TypeError("x is undefined");
  expect(() => reasonOfError(fault)).toThrow(fault);
});

test("failureOf() says the deed, the cause and the next step", () => {
  expect(failureOf(reasonOfError(systemError("ECONNREFUSED")), address).message).toBe(
    "Cannot connect to 127.0.0.1:9090: nothing listens there; start the server first, or check the port",
  );
  expect(failureOf(reasonOfClosing({ reason: "full" }), address).message).toBe(
    "Cannot stay connected to 127.0.0.1:9090: full; start the client again",
  );
});

test("backOffMs() doubles from half a second to half a minute", () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7, 50, 5_000].map((attempt) => backOffMs(attempt, 1));
  expect(longest).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000,
  ]);
});

test("backOffMs() spreads the waits over the upper half", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(100), random, (attempt, at) => {
      const wait = backOffMs(attempt, at);
      expect(wait).toBeGreaterThanOrEqual(backOffMs(attempt, 1) / 2);
      expect(wait).toBeLessThanOrEqual(backOffMs(attempt, 1));
    }),
  );
});
