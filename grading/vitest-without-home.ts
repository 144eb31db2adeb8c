import { type CliOptions, createVitest, type Vitest } from "vitest/node";
import { makeGradingFolder } from "./core/leftovers.ts";

/**
 * Creates vitest. It keeps a token for its web page, which the grader does not use, in the person's home
 * folder, and cannot start where that is not writable. Here that goes into a folder of the grading, and so
 * do its temporary files: whatever ends the grading, they go too.
 *
 * @throws the system's error when the temporary folder cannot be written to
 */
export async function createVitestWithoutHome(options: CliOptions): Promise<Vitest> {
  const { XDG_DATA_HOME, TMPDIR } = process.env;
  const folder = makeGradingFolder();
  Object.assign(process.env, { XDG_DATA_HOME: folder, TMPDIR: folder });
  try {
    return await createVitest(options);
  } finally {
    restore("XDG_DATA_HOME", XDG_DATA_HOME);
    restore("TMPDIR", TMPDIR);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
