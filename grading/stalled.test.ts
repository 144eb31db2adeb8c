import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

test("a grading whose thread stands still ends after its deadline, tells what it knows, and leaves nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stalled-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const source = `
    import { grade } from ${JSON.stringify(new URL("grade.ts", import.meta.url))};
    import { exitStatusOf } from ${JSON.stringify(new URL("report/result.ts", import.meta.url))};
    import { workedSolution } from ${JSON.stringify(new URL("core/subject.ts", import.meta.url))};
    const result = await grade({
      lab: "01-echo",
      subject: workedSolution("01-echo"),
      checks: "grading/stalled.check.ts",
      limitMs: 1_500,
      closingMs: 0,
    });
    process.exitCode = 0; // of vitest
    console.log(JSON.stringify({ checks: result.checks, status: exitStatusOf(result) }));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", source],
    { env: { ...process.env, TMPDIR: folder } },
  );
  expect(JSON.parse(stdout)).toMatchObject({
    checks: [
      { title: "the server starts", verdict: "passed" },
      { title: "the thread is kept", verdict: "not judged", fault: true, points: 1 },
    ],
    status: 2,
  });
  expect(await readdir(folder)).toEqual([]);
});
