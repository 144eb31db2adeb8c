import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { expect, test } from "vitest";

const module = new URL("./program.ts", import.meta.url).href;
/** Prints until it is ended, as a program does whose reader has left. */
const program = [
  "--input-type=module-typescript",
  "--eval",
  `import { endOnOutputError } from ${JSON.stringify(module)};
   endOnOutputError();
   setInterval(() => console.log("x".repeat(65_536)), 1);`,
];

test("endOnOutputError() ends quietly with status 0 when the reader has left", async () => {
  const child = spawn(process.execPath, program);
  const ended = once(child, "exit");
  const said = child.stderr.toArray();
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await ended).toEqual([0, null]);
  expect(await said).toEqual([]);
});

test.skipIf(!existsSync("/dev/full"))(
  "endOnOutputError() reports a full disk, with status 1",
  () => {
    const full = openSync("/dev/full", "w");
    const stdio = ["ignore", full, "pipe"] as const;
    const { status, stderr } = spawnSync(process.execPath, program, {
      stdio: [...stdio],
      encoding: "utf8",
    });
    closeSync(full);
    expect(stderr).toBe(
      "Cannot write the output: no space left on device; send it to another place\n",
    );
    expect(status).toBe(1);
  },
);
