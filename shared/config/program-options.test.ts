import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { helpText } from "../process/flags.ts";
import { type Ask, clientSettings, readOptions, serverSettings } from "./program-options.ts";
import { yesOrNo } from "./setting.ts";

const ownArguments = process.argv;

beforeEach(() => {
  for (const name of ["LAB_HOST", "LAB_PORT", "LAB_DATA"]) vi.stubEnv(name, undefined);
});

afterEach(() => {
  process.argv = ownArguments;
  vi.unstubAllEnvs();
});

/** As if the program had been started with these flags. */
function start(...flags: string[]): void {
  process.argv = ["node", "program.ts", ...flags];
}

test("readOptions() takes flags, the environment and the fallbacks", async () => {
  start("--port", "0");
  vi.stubEnv("LAB_HOST", "localhost");
  expect(await readOptions("server", serverSettings)).toEqual({
    host: "localhost",
    port: 0,
    data: "data",
  });
});

test("readOptions() asks for what is asked and was not given, by its name in words", async () => {
  start("--host", "::1");
  const ask = vi.fn<Ask>(async () => "80");
  expect(await readOptions("client", clientSettings, ask)).toEqual({ host: "::1", port: 80 });
  expect(ask.mock.calls.map(([name]) => name)).toEqual(["port"]);
});

test("readOptions() tells what was given wrong before it asks for the rest", async () => {
  start("--port", "80abc");
  const ask = vi.fn<Ask>(async () => "localhost");
  await expect(readOptions("client", clientSettings, ask)).rejects.toThrow('"80abc" as the port');
  expect(ask).not.toHaveBeenCalled();
});

test("readOptions() refuses an unknown flag in one line", async () => {
  start("--prot", "80");
  await expect(readOptions("client", clientSettings)).rejects.toThrow(
    /^Cannot read the flags: [^\n]*--prot[^\n]*; see --help$/,
  );
});

test("readOptions() refuses port 0 to a client", async () => {
  start("--port", "0");
  await expect(readOptions("client", clientSettings)).rejects.toThrow("port 0 is for servers");
});

test("helpText() names flag, variable and fallback of each setting", () => {
  expect(helpText("server", serverSettings)).toMatch(
    /--port +a number; 0 for any free one \(default: 9090; or LAB_PORT\)/,
  );
});

test("helpText() shows how a switch is turned on in the environment", () => {
  expect(helpText("server", { tls: yesOrNo("TLS in place of the lab's channel") })).toContain(
    "TLS in place of the lab's channel (default: off; or LAB_TLS=yes)",
  );
});

test("a switch is on by its flag alone, or by yes in the environment", async () => {
  const settings = { limitLoopback: yesOrNo("limit loopback addresses too") };
  start();
  expect(await readOptions("server", settings)).toEqual({ limitLoopback: false });
  start("--limit-loopback");
  expect(await readOptions("server", settings)).toEqual({ limitLoopback: true });
  start();
  vi.stubEnv("LAB_LIMIT_LOOPBACK", "yes");
  expect(await readOptions("server", settings)).toEqual({ limitLoopback: true });
  vi.stubEnv("LAB_LIMIT_LOOPBACK", "1");
  await expect(readOptions("server", settings)).rejects.toThrow("it is yes or no");
});
