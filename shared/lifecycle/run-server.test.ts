import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { listen } from "../net/listen.ts";
import { lockDataFolder } from "../storage/data-lock.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const parent = temporaryFolder();

/** Runs a server whose start() is this source, with `exit` typed at its console. Returns what it leaves. */
async function run(name: string, start: string, port = 0) {
  const story = `
    const { runServer } = await import(${JSON.stringify(new URL("./run-server.ts", import.meta.url).href)});
    const { ProgramError } = await import(${JSON.stringify(new URL("../process/errors.ts", import.meta.url).href)});
    await runServer({ locksData: true, start: ({ options, log, stopping, print }) => { ${start} } });
  `;
  const data = join(parent, name);
  const flags = ["--port", String(port), "--data", data];
  const child = spawn(process.execPath, ["--input-type=module", "--eval", story, "--", ...flags]);
  child.stdin.end("exit\n");
  const [printed, complaint] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  const log = readFileSync(join(data, "server.log"), "utf8").replace(/^\S+ /gm, "");
  // It can be locked: the server has left the folder.
  await (await lockDataFolder(data))();
  const lines = (output: string) => output.replace(/(127\.0\.0\.1):\d+/g, "$1:PORT").split("\n");
  return { status: child.exitCode, printed: lines(printed), complaint, log: lines(log) };
}

test("runServer() opens everything in order, and closes it in the opposite order", async () => {
  const { status, printed, complaint, log } = await run(
    "whole",
    `print("opened");
     stopping.addEventListener("abort", () => log.info("told"));
     return {
       handleConnection: async () => {},
       commands: [],
       announce: ({ host }) => ["at " + host],
       close: async () => log.info("closed"),
     };`,
  );
  expect(complaint).toBe("");
  expect(status).toBe(0);
  expect(printed).toEqual(["opened", "listening on 127.0.0.1:PORT", "at 127.0.0.1", "stopped", ""]);
  expect(log).toEqual([
    "info starting",
    "info listening address=127.0.0.1:PORT",
    "info stopping why=exit",
    "info told",
    "info closed",
    "info stopped",
    "",
  ]);
});

test("runServer() reports a start that fails, and leaves nothing open", async () => {
  const { status, printed, complaint, log } = await run(
    "damaged",
    `throw new ProgramError("Cannot use users.csv: it is damaged");`,
  );
  expect([status, printed, complaint]).toEqual([1, [""], "Cannot use users.csv: it is damaged\n"]);
  expect(log.slice(1)).toEqual(['error failed reason="Cannot use users.csv: it is damaged"', ""]);
});

test("runServer() closes what it has opened when another program has its port", async () => {
  const other = createServer();
  const { port } = await listen(other, { host: "127.0.0.1", port: 0 });
  const start = `return { handleConnection: async () => {}, commands: [], close: async () => log.info("closed") };`;
  const { status, complaint, log } = await run("no-port", start, port);
  other.close();
  expect(status).toBe(1);
  expect(complaint).toContain(`Cannot listen on 127.0.0.1:${port}: another`);
  expect(log.slice(1)).toEqual([
    expect.stringContaining("error failed reason="),
    "info closed",
    "",
  ]);
});
