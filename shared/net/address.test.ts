import { expect, test } from "vitest";
import { formatAddress } from "./address.ts";

test.each([
  [{ host: "127.0.0.1", port: 9090 }, "127.0.0.1:9090"],
  [{ host: "localhost", port: 1 }, "localhost:1"],
  [{ host: "::1", port: 9090 }, "[::1]:9090"],
])("formatAddress(%o) is %s", (address, text) => {
  expect(formatAddress(address)).toBe(text);
});
