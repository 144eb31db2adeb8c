import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { judgeFor } from "./server-verifier.ts";

const address = { host: "127.0.0.1", port: 9090 };

test("judgeFor() believes the first contact, and keeps it", async () => {
  const data = temporaryFolder();
  const options = { address, data, fingerprint: "" };
  await (await judgeFor(options))("SHA256:one");
  const file = join(data, "known_servers");
  expect(await readFile(file, "utf8")).toBe("127.0.0.1:9090 SHA256:one\n");
  const judge = await judgeFor(options);
  await judge("SHA256:one");
  await expect(judge("SHA256:two")).rejects.toThrow(/^HOST KEY CHANGED/);
  expect(await readFile(file, "utf8")).toBe("127.0.0.1:9090 SHA256:one\n");
});

test("judgeFor() asks a person at the first contact only", async () => {
  const data = temporaryFolder();
  const options = { address, data, fingerprint: "" };
  const no = await judgeFor({ ...options, confirm: async () => false });
  await expect(no("SHA256:one")).rejects.toThrow("Cannot trust 127.0.0.1:9090");
  const yes = await judgeFor({ ...options, confirm: async () => true });
  await yes("SHA256:one");
  await yes("SHA256:one");
  await expect(
    (await judgeFor({ ...options, confirm: async () => true }))("SHA256:two"),
  ).rejects.toThrow(/^HOST KEY CHANGED/);
});

test("judgeFor() accepts only the fingerprint that was given, and keeps nothing", async () => {
  const data = join(temporaryFolder(), "none");
  const judge = await judgeFor({ address, data, fingerprint: "SHA256:one" });
  await judge("SHA256:one");
  expect(() => judge("SHA256:two")).toThrow(/^HOST KEY CHANGED/);
  await expect(readFile(join(data, "known_servers"))).rejects.toThrow("ENOENT");
});
