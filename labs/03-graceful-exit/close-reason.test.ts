import { expect, test } from "vitest";
import { ProtocolError } from "../../shared/process/errors.ts";
import { closeReasonOf, goodBye, isFromOutside } from "./close-reason.ts";

test.each([
  ["reset", systemError("ECONNRESET")],
  ["reset", systemError("EPIPE")],
  ["connection lost", systemError("ETIMEDOUT")],
  ["line too long", new ProtocolError("a line is longer than …")],
])("closeReasonOf() says %s for %o", (ending, error) => {
  expect(isFromOutside(error)).toBe(true);
  expect(closeReasonOf(error)).toBe(ending);
});

test.each([
  new TypeError("undefined is not a function"),
  systemError("ERR_STREAM_WRITE_AFTER_END"),
  "no error at all",
])("isFromOutside() is false for a fault of our own: %o", (error) => {
  expect(isFromOutside(error)).toBe(false);
});

test("goodBye() is a line for whoever still reads, and empty for whoever does not", () => {
  expect(goodBye("exit")).toBe("good-bye\n");
  expect(goodBye("silent for 5 ms")).toBe("good-bye: silent for 5 ms\n");
  expect(goodBye("server stops")).toBe("good-bye: server stops\n");
  expect(goodBye("line too long")).toBe("good-bye: line too long\n");
  expect(goodBye("reset")).toBe("");
  expect(goodBye("end of stream")).toBe("");
});

function systemError(code: string): Error {
  return Object.assign(new Error(`read ${code}`), { code });
}
