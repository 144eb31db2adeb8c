import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isFixedPort } from "./fixed-port.ts";

test.skipIf(process.platform !== "linux")("a port that the system never gives out is fixed", () => {
  expect(isFixedPort(9090, [])).toBe(true);
  expect(isFixedPort(40_123, [])).toBe(false);
});

test("a port that stands in the source is fixed, in a file or beside it", () => {
  const folder = mkdtempSync(join(tmpdir(), "fixed-port-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "server.py");
  writeFileSync(file, "PORT = 50007\nOTHER = 150008\n");
  expect(isFixedPort(50_007, [file])).toBe(true);
  expect(isFixedPort(50_007, [folder])).toBe(true);
  expect(isFixedPort(50_008, [folder])).toBe(false);
  expect(isFixedPort(50_007, [join(folder, "gone.py")])).toBe(false);
});
