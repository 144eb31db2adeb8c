import { WriteStream } from "node:tty";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hasColour, isInteractive, terminalWidth } from "./screen.ts";

const { stdin, stdout } = process;
const before = { stdin: stdin.isTTY, stdout: stdout.isTTY, columns: stdout.columns };

beforeEach(() => {
  stdin.isTTY = true;
  Object.assign(stdout, {
    isTTY: true,
    columns: 0,
    getColorDepth: WriteStream.prototype.getColorDepth,
  });
});

afterEach(() => {
  stdin.isTTY = before.stdin;
  Object.assign(stdout, { isTTY: before.stdout, columns: before.columns });
  vi.unstubAllEnvs();
});

test.each([
  ["xterm", true],
  ["dumb", false],
])("a terminal of type %s gets menus: %s", (type, gets) => {
  vi.stubEnv("TERM", type);
  expect(isInteractive()).toBe(gets);
});

test.each([
  ["xterm-256color", undefined, true],
  ["xterm-256color", "1", false],
  ["dumb", undefined, false],
])("a terminal of type %s with NO_COLOR=%s gets colours: %s", (type, noColour, gets) => {
  for (const name of ["FORCE_COLOR", "COLORTERM", "CI"]) vi.stubEnv(name, undefined);
  vi.stubEnv("TERM", type);
  vi.stubEnv("NO_COLOR", noColour);
  expect(hasColour()).toBe(gets);
});

test("a terminal of 0 columns, which does not know its width, counts as one of 80", () => {
  expect(terminalWidth()).toBe(80);
});
