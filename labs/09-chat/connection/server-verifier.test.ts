import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { confirmServer, verifierFor } from "./server-verifier.ts";

const address = { host: "127.0.0.1", port: 9090 };

test("verifierFor() believes the first contact, and keeps it", async () => {
  const data = temporaryFolder();
  const options = { address, data, fingerprint: "" };
  await (await verifierFor(options))("SHA256:one");
  const file = join(data, "known_servers");
  expect(await readFile(file, "utf8")).toBe("127.0.0.1:9090 SHA256:one\n");
  const verifyServer = await verifierFor(options);
  await verifyServer("SHA256:one");
  await expect(verifyServer("SHA256:two")).rejects.toThrow(/^HOST KEY CHANGED/);
  expect(await readFile(file, "utf8")).toBe("127.0.0.1:9090 SHA256:one\n");
});

test("verifierFor() asks a person at the first contact only", async () => {
  const data = temporaryFolder();
  const options = { address, data, fingerprint: "" };
  const no = await verifierFor({ ...options, confirm: async () => false });
  await expect(no("SHA256:one")).rejects.toThrow("Cannot trust 127.0.0.1:9090");
  const yes = await verifierFor({ ...options, confirm: async () => true });
  await yes("SHA256:one");
  await yes("SHA256:one");
  await expect(
    (await verifierFor({ ...options, confirm: async () => true }))("SHA256:two"),
  ).rejects.toThrow(/^HOST KEY CHANGED/);
});

test("verifierFor() accepts only the fingerprint that was given, and keeps nothing", async () => {
  const data = join(temporaryFolder(), "none");
  const verifyServer = await verifierFor({ address, data, fingerprint: "SHA256:one" });
  await verifyServer("SHA256:one");
  expect(() => verifyServer("SHA256:two")).toThrow(/^HOST KEY CHANGED/);
  await expect(readFile(join(data, "known_servers"))).rejects.toThrow("ENOENT");
});

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
