/** The grader is fair: other right programs, in another style or language, get full marks. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allLabs, PROJECT_ROOT } from "../course/labs.ts";
import type { Subject } from "../subject.ts";
import { gradeHere, inShort } from "./grade-here.ts";

const FOLDER = join(PROJECT_ROOT, "grading", "alternates");

/** What a program in Python imports beside the standard library: lab 09 needs its Fernet and X25519. */
const needsOf = (number: string) => (number === "09" ? "cryptography" : "sys");

const canPython = (number: string) =>
  spawnSync("python3", ["-c", `import ${needsOf(number)}`]).status === 0;

describe.each(allLabs())("lab $folder", (lab) => {
  const alternates = readdirSync(FOLDER).filter((name) => name.startsWith(`${lab.number}-`));

  test("has an alternate", () => expect(alternates).not.toEqual([]));

  test.concurrent.for(alternates)("%s passes every check", async (name, { skip }) => {
    const isPython = existsSync(join(FOLDER, name, "server.py"));
    skip(
      isPython && !canPython(lab.number),
      `python3 with ${needsOf(lab.number)} is not installed: this one cannot be graded here`,
    );
    const subject = subjectIn(join(FOLDER, name), name);
    const results = await gradeHere(lab, subject);
    expect(inShort(results.filter(({ verdict }) => verdict !== "passed"))).toEqual([]);
  });
});

function subjectIn(folder: string, name: string): Subject {
  const python = join(folder, "server.py");
  if (!existsSync(python)) return { name, folder };
  return { name, server: ["python3", python], client: ["python3", join(folder, "client.py")] };
}
