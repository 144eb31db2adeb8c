import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { workedSolution } from "./core/subject.ts";

test("a save stops a grading that would not end, and the next one gives the result", async () => {
  const folder = await mkdtemp(join(tmpdir(), "overtaken-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(workedSolution("01-echo").folder ?? "", join(folder, "copy"), { recursive: true });
  const source = `
    import { existsSync, rmSync, writeFileSync } from "node:fs";
    import { watch } from ${JSON.stringify(new URL("grade.ts", import.meta.url))};
    const folder = ${JSON.stringify(join(folder, "copy"))};
    const hold = folder + "/hold";
    writeFileSync(hold, "");
    const look = setInterval(() => {
      if (!existsSync(folder + "/.held")) return;
      clearInterval(look);
      rmSync(hold);
    }, 20);
    void watch(
      {
        lab: "01-echo",
        subject: { name: "it", folder },
        folder,
        checks: "grading/overtaken.check.ts",
        limitMs: 3_600_000,
      },
      {
        onChecking: () => {},
        onMissing: () => {},
        onResult: ({ checks }) => {
          console.log(JSON.stringify(checks));
          process.kill(process.pid, "SIGTERM");
        },
      },
    );
  `;
  const grading = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", source], {
    env: { ...process.env, TMPDIR: folder },
  });
  const { stdout } = await grading.catch((error: { stdout: string }) => error);
  expect(JSON.parse(stdout)).toMatchObject([
    { title: "the server starts", verdict: "passed" },
    { title: "nothing is held", verdict: "passed" },
  ]);
  expect(await readdir(folder)).toEqual(["copy"]);
});
