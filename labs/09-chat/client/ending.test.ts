import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { endingBy, endingOf, failureOf } from "./ending.ts";

const address = { host: "127.0.0.1", port: 9090 };

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

test("endingOf() takes a last word as it is, without anything that a terminal obeys", () => {
  expect(endingOf({})).toEqual({ reason: "the server has ended it", again: true });
  expect(endingOf({ reason: "kicked\x1b", again: false })).toEqual({
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
])("endingBy() says why in a few words: %s", (error, reason) => {
  expect(endingBy(error)).toEqual({ reason, again: true, error });
});

test("endingBy() does not hide a fault of the program itself", () => {
  const fault = new TypeError("x is undefined");
  expect(() => endingBy(fault)).toThrow(fault);
});

test("failureOf() says the deed, the cause and the next step", () => {
  expect(failureOf(endingBy(systemError("ECONNREFUSED")), address).message).toBe(
    "Cannot connect to 127.0.0.1:9090: nothing listens there; start the server first, or check the port",
  );
  expect(failureOf(endingOf({ reason: "full" }), address).message).toBe(
    "Cannot stay connected to 127.0.0.1:9090: full; start the client again",
  );
});
