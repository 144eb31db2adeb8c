/** A program is found busy as long as any part of it is, also behind a shell or a terminal. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { untilAsleep } from "./quiet.ts";

/** Says that it begins, computes for a while, and says that it is done. It ends by itself, wherever it is. */
const BUSY = `
  console.log("begun");
  for (const end = performance.now() + 300; performance.now() < end; );
  console.log("done");
  setTimeout(() => {}, 1000);
`;

test.skipIf(process.platform !== "linux").for([
  ["by itself", [process.execPath, "-e", BUSY]],
  ["behind a shell", ["sh", "-c", '"$0" "$@"; exit $?', process.execPath, "-e", BUSY]],
  ["in a session of its own", ["sh", "-c", 'setsid -w "$0" "$@"', process.execPath, "-e", BUSY]],
] as const)("a program that computes %s is not asleep", async ([, [file, ...args]]) => {
  const child = spawn(file, args, { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => end(child));
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  while (!printed.includes("begun")) await once(child.stdout, "data");
  await untilAsleep(child.pid ?? 0);
  expect(printed).toContain("done");
});

function end(child: ChildProcess): void {
  child.stdout?.destroy();
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}
