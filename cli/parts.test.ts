/** The runner and the grader on a lab that is worked in parts. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allLabs, findLab } from "../course/labs.ts";
import { exerciseNamed, partOfExercise } from "./exercise-word.ts";
import { addLabInParts } from "./testing/lab-in-parts.ts";
import { ProjectCopy } from "./testing/project-copy.ts";

let project: ProjectCopy;

beforeAll(() => {
  project = new ProjectCopy();
  addLabInParts(project.folder);
});

afterAll(() => project.remove());

test("an exercise is named with its part, or by its number alone where the part is known", () => {
  const lab = findLab("10", allLabs(project.folder));
  const [first] = lab?.parts ?? [];
  if (lab === undefined || first === undefined) throw new Error("there is no lab 10 in parts");
  for (const word of ["2", "02", "10a.2", "10A.2"])
    expect(exerciseNamed(word, first)).toBe("10a.2");
  expect(exerciseNamed("10b.1", first)).toBeUndefined();
  expect(partOfExercise("10b.1", lab)?.number).toBe("10b");
  expect(["1", "10.1", "10c.1", undefined].map((word) => partOfExercise(word, lab))).toEqual(
    Array(4).fill(undefined),
  );
});

test("the list and the help show the parts below their lab", () => {
  expect(project.run("").stdout).toMatch(
    /^10 {2}Parts: two of them +worked in parts:\n10a Echo once: a part +not started \(2 exercises\)\n10b Echo again.*$/m,
  );
  expect(project.run("help").stdout).toMatch(
    /^ {2}npm run lab \d\d[a-z] {16}a part of lab \d\d; /m,
  );
});

const PARTS = "it is worked in parts (10a echo, 10b again); name one, as in npm run lab 10a";

test.each([
  ["10 start", `Cannot do "start" in lab 10: ${PARTS} start`],
  ["10 hint 2", `Cannot do "hint" in lab 10: ${PARTS} hint`],
  ["10 check 2", `Cannot check "2" in lab 10: ${PARTS} check 2`],
  [
    "10 check",
    "Cannot check lab 10: none of its parts is started; start with npm run lab 10a start",
  ],
  ["10 check 10a.2", "Cannot find your copy of lab 10a: there is no work/10a-echo; make it with"],
  ["10b.1", 'Cannot find lab "10b.1": it is an exercise; write npm run lab 10b check 10b.1'],
  ["10 again", 'Cannot do "again" in lab 10: it is a part of this lab; write npm run lab 10b'],
  ["agian", 'Cannot find lab "agian": there is no such lab; did you mean again?'],
  ["10a hint 3", 'Cannot give a hint for "3": nothing in lab 10a has that number; its exercises'],
])("refuses %j in one line, with status 2", (words, line) => {
  const { status, stdout, stderr } = project.run(words);
  expect(stderr).toContain(line);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

test("the lab runs as a whole, and so does each part", () => {
  for (const [words, code] of [
    ["10 --port 0", "Lab 10: the worked solution in labs/10-parts\n"],
    ["10b tap --port 0", "Lab 10b: the worked solution in labs/10-parts/b-again\n"],
  ] as const) {
    const { status, stdout, stderr } = project.run(words, { input: "hello\n" });
    expect(stderr).toContain(code);
    expect(stdout).toBe("hello\n");
    expect(status).toBe(0);
  }
});

test("check grades the worked solution of every part, of the whole lab and without type errors", () => {
  const { status, stdout } = project.run("10 check --solution");
  expect(stdout.split("\n\n").at(-1)?.trim().split("\n")).toEqual([
    "Lab 10: 2 of 2 parts passed",
    expect.stringMatching(/^✓ 10a echo +2\/2$/),
    expect.stringMatching(/^✓ 10b again +1\/1$/),
  ]);
  expect(stdout).toContain("All of it works. Next: npm run lab 10b readme");
  expect(stdout).not.toContain("TypeScript:");
  expect(status).toBe(0);
  const whole = project.run("10 --solution", { program: "grade" });
  expect(whole.stdout).toContain("10-parts: 1 of 1 points");
});

test("check grades the parts that are started, and says which are not", () => {
  expect(project.run("10b start").stdout).toContain("10b.1  handleConnection in work/10b-again/");
  const unwritten = project.run("10 check");
  expect(unwritten.stdout).toContain("Exercise 10b.1 is not written yet.");
  expect(unwritten.stdout).toContain("A hint: npm run lab 10b hint 10b.1");
  expect(unwritten.status).toBe(1);
  const file = join(project.folder, "work/10b-again/handle.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/throw new .*/, "process.stderr.write(LINE); echo(socket);"));
  const { status, stdout } = project.run("10 check");
  expect(stdout).toContain("10b-again: 1 of 1 points (your copy in work/10b-again)");
  expect(stdout).toMatch(/^○ 10a echo +not started: npm run lab 10a start$/m);
  expect(stdout).toMatch(/^✓ 10b again +1\/1$/m);
  expect(status).toBe(1);
  expect(project.run("").stdout).toMatch(/^10b .* 1 of 1 exercises, 1 of 1 points$/m);
});

test("a copy of a part is graded wherever it lies", () => {
  const elsewhere = join(project.folder, "elsewhere/deep/copy");
  cpSync(join(project.folder, "work/10b-again"), elsewhere, { recursive: true });
  const words = ["10b", "--subject", elsewhere];
  const graded = project.run(words, { program: "grade" });
  expect(graded.stdout).toContain("1 of 1 points");
  expect(graded.stdout).not.toContain("TypeScript:");
});
