/** For tests: a folder of a test file's own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** An empty folder, removed with all that is in it when the tests of the file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "socket-labs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
