import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clientFlags, readFlags, serverFlags } from "./flags.ts";

const ownArguments = process.argv;

beforeEach(() => {
  for (const name of ["LAB_HOST", "LAB_PORT", "LAB_DATA", "LAB_IDLE_MS"]) {
    vi.stubEnv(name, undefined);
  }
});

afterEach(() => {
  process.argv = ownArguments;
  vi.unstubAllEnvs();
});

/** As if the program had been started with these flags. */
function start(...flags: string[]): void {
  process.argv = ["node", "program.ts", ...flags];
}

const IDLE = { idleMs: { about: "a time", fallback: "60000", range: [1, 2_147_483_647] } } as const;

test("readFlags() takes flags, else the environment, else the fallbacks", () => {
  start("--port", "0");
  vi.stubEnv("LAB_HOST", "localhost");
  vi.stubEnv("LAB_PORT", "80");
  vi.stubEnv("LAB_DATA", "");
  expect(readFlags("server", serverFlags)).toEqual({ host: "localhost", port: 0, data: "data" });
});

test.each(["1", "60000", "2147483647"])("readFlags() reads the time %j", (text) => {
  start("--idle-ms", text);
  expect(readFlags("server", IDLE)).toEqual({ idleMs: Number(text) });
});

test.each(["0", "-5", "1.5", "1e3", "5 s", " 5", "0x10", "2147483648", "9".repeat(400)])(
  "readFlags() refuses the time %j",
  (text) => {
    start(`--idle-ms=${text}`);
    expect(() => readFlags("server", IDLE)).toThrow(
      `Cannot use "${text}" as the idle ms: it is a whole number, 1 to 2147483647; see --help`,
    );
  },
);

test("readFlags() refuses a value that is empty", () => {
  start("--host=");
  expect(() => readFlags("client", clientFlags)).toThrow('Cannot use "" as the host: it is empty');
});

test("readFlags() refuses port 0 to a client", () => {
  start("--port", "0");
  expect(() => readFlags("client", clientFlags)).toThrow("a whole number, 1 to 65535");
});

test("readFlags() refuses an unknown flag in one line", () => {
  start("--prot", "80");
  expect(() => readFlags("client", clientFlags)).toThrow(
    /^Cannot read the flags: [^\n]*--prot[^\n]*; see --help$/,
  );
});

test("readFlags() refuses a flag without its value", () => {
  start("--port");
  expect(() => readFlags("client", clientFlags)).toThrow(/^Cannot read the flags: [^\n]*--port/);
});
