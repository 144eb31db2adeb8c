import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { openBrowser } from "./open-page.ts";

const ADDRESS = 'http://127.0.0.1:9190/?key=a&b="c" d';

test("openBrowser() hands the address to the program as it is", async () => {
  const file = join(temporaryFolder(), "opened");
  const script = "require('node:fs').writeFileSync(process.argv[1], process.argv[2])";
  expect(await openBrowser(ADDRESS, [process.execPath, "-e", script, file])).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(ADDRESS);
});

test("openBrowser() says that nothing was opened", async () => {
  expect(await openBrowser(ADDRESS, [process.execPath, "-e", "process.exit(3)"])).toBe(false);
  expect(await openBrowser(ADDRESS, ["no-such-browser-anywhere"])).toBe(false);
});
