/** What the pages promise of the worked solutions beyond the checks: large data, flat memory, a log of failures. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { PROJECT_ROOT } from "../../course/labs.ts";
import { residentMemory } from "../core/kernel.ts";
import { contextOf } from "./grade-here.ts";

const MEGABYTE = 1024 * 1024;

test("lab 01: 50 MB of random bytes come back identical", async () => {
  const { context, close } = await contextOf("01");
  onTestFinished(close);
  const client = await context.connect(await context.ownServer());
  const data = randomBytes(50 * MEGABYTE);
  client.send(data);
  client.endSending();
  await client.expectBytes(data, "the echo");
  await client.expectEnd("after the echo");
});

test.skipIf(process.platform !== "linux")(
  "lab 01: a client that reads nothing does not make the server's memory grow",
  async () => {
    const { context, close } = await contextOf("01");
    onTestFinished(close);
    const server = await context.ownServer();
    const before = residentMemory(server.program.pid) ?? 0;
    const client = await context.connect(server);
    client.stopReading();
    client.send(Buffer.alloc(200 * MEGABYTE));
    await client.untilStuck(server.program);
    expect(client.waitingToLeave).toBeGreaterThan(100 * MEGABYTE);
    const grown = (residentMemory(server.program.pid) ?? 0) - before;
    expect(grown).toBeLessThan(40 * MEGABYTE);
  },
);

test.each([
  ["06-identification", "names.csv"],
  ["07-authentication", "users.csv"],
  ["09-chat", "server.key"],
])("lab %s: a server that cannot use its %s says so in its log too", (lab, file) => {
  const data = mkdtempSync(join(tmpdir(), "promises-test-"));
  onTestFinished(() => rmSync(data, { recursive: true }));
  mkdirSync(join(data, file));
  const program = join(PROJECT_ROOT, "labs", lab, "server.ts");
  const { status, stderr } = spawnSync(process.execPath, [program, "--port", "0", "--data", data], {
    encoding: "utf8",
  });
  expect(stderr).toMatch(/^Cannot use .*\n$/);
  const reason = JSON.stringify(stderr.trimEnd());
  expect(readFileSync(join(data, "server.log"), "utf8")).toContain(
    ` error failed reason=${reason}\n`,
  );
  expect(status).toBe(1);
});
