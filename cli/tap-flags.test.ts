import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readTapFlags } from "./tap-flags.ts";

test("nothing said: any port, no page, a network that does nothing", () => {
  expect(readTapFlags([])).toEqual({ hostility: {}, own: [], rest: [] });
});

test("reads its own flags and leaves the others for the server", () => {
  const text =
    "--split 1 --port 9099 --join --delay 20 --drop-after 0 --reset-after 7 --html a.html";
  expect(readTapFlags(text.split(" "))).toEqual({
    html: resolve(process.env.INIT_CWD ?? ".", "a.html"),
    hostility: { split: 1, join: true, delayMs: 20, dropAfter: 0, resetAfter: 7 },
    own: text.replace("--port 9099 ", "").split(" "),
    rest: ["--port", "9099"],
  });
});

test.each([
  ["9091", { host: "127.0.0.1", port: 9091 }],
  ["localhost:9091", { host: "localhost", port: 9091 }],
  ["[::1]:9091", { host: "::1", port: 9091 }],
])("reads the address %s", (text, address) => {
  expect(readTapFlags(["--to", text]).to).toEqual(address);
});

test.each([
  ["--split 0", 'Cannot use "0" as --split: write a whole number from 1 on'],
  ["--delay 1e3", 'Cannot use "1e3" as --delay'],
  ["--as lnies", "take bytes, lines, frames"],
  ["--to 127.0.0.1:99999", "the highest port is 65535"],
  ["--listen 256.1.1.1:1", 'Cannot use "256.1.1.1:1" as --listen: this is no IPv4 address'],
  ["--join 3", 'Cannot read "3": tap takes no such word'],
])("refuses %s in a sentence", (flags, sentence) => {
  expect(() => readTapFlags(flags.split(" "))).toThrow(sentence);
});
