import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CliOptions, createVitest, type Vitest } from "vitest/node";

/**
 * Creates vitest. It keeps a token for its web page, which the grader does not use, in the person's home
 * folder, and cannot start where that is not writable. Here it gets a folder for the moment instead.
 *
 * @throws the system's error when the temporary folder cannot be written to
 */
export async function createVitestWithoutHome(options: CliOptions): Promise<Vitest> {
  const before = process.env.XDG_DATA_HOME;
  const folder = mkdtempSync(join(tmpdir(), "socket-labs-"));
  process.env.XDG_DATA_HOME = folder;
  try {
    return await createVitest(options);
  } finally {
    if (before === undefined) delete process.env.XDG_DATA_HOME;
    else process.env.XDG_DATA_HOME = before;
    rmSync(folder, { recursive: true, force: true });
  }
}
