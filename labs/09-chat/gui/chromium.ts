/** For tests: a real browser, if this machine has one. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** The first Chromium or Chrome in PATH; undefined when there is none. */
export const CHROMIUM = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) =>
    ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)),
  )
  .find((file) => existsSync(file));

/** What stands behind the title of tests that need a browser. */
export const WHY_SKIPPED = CHROMIUM === undefined ? " (skipped: there is no chromium in PATH)" : "";

/** Starts the browser, without a window. */
export async function openChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("openChromium: there is no chromium in PATH");
  // A container's root may not make the sandbox; the only pages opened here are our own.
  return await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}
