/** One mistake, one loss: a wrong handshake of the chat costs the checks that are about it, and no log-in. */
import { expect, test } from "vitest";
import { allLabs, findLab } from "../../course/labs.ts";
import { writeChangedProgram } from "./changed-copy.ts";
import { gradeHere, inShort, withFolder, withShortDeadlineFirst } from "./grade-here.ts";
import { readWrongProgram } from "./wrong-program.ts";

const LOG_INS = [
  "a registered user logs in with the password",
  "the client shows who it is only behind a right FINISHED",
];

test.for([
  "hashes-hellos-without-lengths.ts",
  "leaves-out-padding-of-its-tokens.ts",
  "encrypts-with-first-half-of-key.ts",
])("%s is judged beyond its handshake", async (name) => {
  const lab = findLab("09", allLabs());
  if (lab === undefined) throw new Error("there is no lab 09");
  const program = readWrongProgram(lab.root, `grading/labs/${lab.folder}/wrong-programs/${name}`);
  await withFolder(async (folder) => {
    await writeChangedProgram(lab, program, folder);
    await withShortDeadlineFirst(async () => {
      const results = await gradeHere(
        lab,
        { name: "a wrong program", folder },
        { only: ({ title }) => LOG_INS.includes(title), retries: "none" },
      );
      expect(inShort(results.filter(({ verdict }) => verdict !== "passed"))).toEqual([]);
    });
  });
});
