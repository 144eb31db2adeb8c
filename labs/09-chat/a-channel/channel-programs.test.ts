/** The two programs of part a, as processes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { Program } from "../testing/programs.ts";

test("the server's operator and a client talk through the channel", async () => {
  const data = temporaryFolder();
  const keyLog = join(data, "keys.log");
  const folders = ["server", "client"].map((name) => join(data, name));
  const flags = (folder = "") => ["--data", folder, "--key-log", keyLog];
  const server = new Program("a-channel/server.ts", ["--port", "0", ...flags(folders[0])]);
  onTestFinished(() => void server.stop());
  const address = await server.said(/^listening on (\S+)$/);
  const port = address.split(":")[1] ?? "";
  const fingerprint = await server.said(/^fingerprint (\S+)$/);

  const client = new Program("a-channel/client.ts", ["--port", port, ...flags(folders[1])]);
  onTestFinished(() => void client.stop());
  client.type("hello");
  await server.said(/^talking to 127\.0\.0\.1:\d+$/);
  await server.said(/^received 5 bytes: hello$/);
  server.type("good morning");
  await client.said(/^good morning$/);
  expect(readFileSync(join(folders[1] ?? "", "known_servers"), "utf8")).toBe(
    `${address} ${fingerprint}\n`,
  );
  client.type("exit");
  await server.said(/^left /);
  expect(await server.stop()).toBe(0);

  // Both sides have written the same keys, each in two lines.
  const lines = readFileSync(keyLog, "utf8").trimEnd().split("\n");
  expect([lines.length, new Set(lines).size]).toEqual([4, 2]);
  expect(lines[0]).toMatch(/^FC1_CLIENT_TO_SERVER [0-9a-f]{64} [0-9a-f]{64}$/);
});
