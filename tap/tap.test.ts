import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { encodeFrame } from "../shared/framing/encode-frame.ts";
import { connect } from "../shared/net/connect.ts";
import { listen } from "../shared/net/listen.ts";
import { textOf } from "../shared/testing/connected-pair.ts";
import type { Form } from "./form.ts";
import { Tap } from "./tap.ts";
import { terminalLines } from "./terminal.ts";

const clearing: (() => unknown)[] = [];

afterEach(async () => {
  for (const clear of clearing.splice(0)) await clear();
});

/** Sends this through a tap to an echo server; returns what was shown, and the page. */
async function echoed(form: Form, data: string | Uint8Array, split?: number) {
  const server = createServer({ allowHalfOpen: true }, (socket) => void socket.pipe(socket));
  clearing.push(() => server.close());
  const lines: string[] = [];
  const tap = await Tap.open({
    to: await listen(server, { host: "127.0.0.1", port: 0 }),
    form,
    hostility: split === undefined ? {} : { split },
    show: (happening) => lines.push(...terminalLines(happening, (_format, text) => text)),
  });
  const client = await connect(tap.address);
  client.end(data);
  await textOf(client);
  await tap.close();
  return {
    shown: lines.map((line) => line.slice(12)),
    page: tap.page("Lab 99: a test", ["A note."]),
  };
}

test("lines are shown whole, however the network cuts them", async () => {
  // However long the next part of a line takes, it comes in time.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  clearing.push(() => vi.useRealTimers());
  const { shown } = await echoed("lines", "hi\n", 1);
  expect(shown.filter((line) => /──▶|◀──/.test(line))).toEqual([
    "client ──▶ server  line of 3 bytes, in 3 chunks",
    "client ◀── server  line of 3 bytes, in 3 chunks",
  ]);
  expect(shown.some((line) => line.includes("end"))).toBe(true);
});

test("frames are decoded in both directions", async () => {
  const { shown } = await echoed("frames", encodeFrame("hello"));
  expect(shown.filter((line) => /──▶|◀──/.test(line))).toEqual([
    "client ──▶ server  frame of 9 bytes",
    "client ◀── server  frame of 9 bytes",
  ]);
});

const CHROMIUM = "/usr/bin/chromium";

test.runIf(existsSync(CHROMIUM))("the page holds in a real browser what passed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tap-page-"));
  clearing.push(() => rm(folder, { recursive: true, force: true }));
  const text = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
  const { page } = await echoed("frames", encodeFrame(text));
  const file = join(folder, "page.html");
  await writeFile(file, page);
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    `--user-data-dir=${folder}/profile`,
  ];
  const { stdout } = await promisify(execFile)(CHROMIUM, [
    ...flags,
    "--dump-dom",
    `file://${file}`,
  ]);
  expect(stdout).toContain("<title>Lab 99: a test</title>");
  expect(stdout).not.toMatch(/<img|<script/);
  // A connect, a frame and an end from each side.
  expect(stdout.match(/<li /g)).toHaveLength(5);
  expect(stdout.match(/length 79/g)).toHaveLength(2);
});
