import { expect, test } from "vitest";
import { confirmServer } from "./confirm-server.ts";

test.each([
  ["y", true],
  ["YES", true],
  ["n", false],
  ["", false],
])("confirmServer() takes %j for %j", async (answer, isTrusted) => {
  const address = { host: "127.0.0.1", port: 9090 };
  expect(
    await confirmServer(async (_name, { fallback }) => answer || fallback, address, "SHA256:x"),
  ).toBe(isTrusted);
});
