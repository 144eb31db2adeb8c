/** Programs as real learners write them: what is true of each is said once, and costs what it must. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allLabs, findLab, PROJECT_ROOT } from "../course/labs.ts";
import type { CheckResult } from "../report/result.ts";
import { gradeHere } from "./grade-here.ts";

const FOLDER = join(PROJECT_ROOT, "grading", "strangers");

async function grade(server: string[], client = ["python3", "right_client.py"]) {
  const lab = findLab("01", allLabs());
  if (lab === undefined) throw new Error("there is no lab 01");
  const inFolder = ([program = "", ...files]: string[]) => [
    program,
    ...files.map((file) => join(FOLDER, file)),
  ];
  const subject = { name: "a stranger", server: inFolder(server), client: inFolder(client) };
  return await gradeHere(lab, subject, { retries: "none" });
}

const titles = (results: readonly CheckResult[], verdict: string) =>
  results.filter((one) => one.verdict === verdict).map(({ title }) => title);

describe.concurrent("a stranger's program", () => {
  test("that serves one client and ends is told so once", async () => {
    const results = await grade(["python3", "one_visit.py"]);
    const findings = results.filter(({ failure }) => failure?.expectation.includes("ended after"));
    expect(findings).toHaveLength(1);
    expect(titles(results, "failed")).toHaveLength(1);
  });

  test("whose port is written into its source loses only what is about the port", async () => {
    const results = await grade(["python3", "fixed_port.py"]);
    expect(titles(results, "failed")).toEqual(["the server listens where it is told"]);
    expect(titles(results, "not judged")).toEqual(["a taken port is told in one line"]);
  });

  test("that is right, and ends its lines with CR LF, gets full marks", async () => {
    const results = await grade(["python3", "crlf_output.py"]);
    expect(titles(results, "passed")).toHaveLength(results.length);
  });
});
