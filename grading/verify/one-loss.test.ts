/** One mistake, one loss: a wrong handshake of the chat costs the checks that are about it, and no log-in. */
import { expect, test } from "vitest";
import { allLabs, findLab } from "../../course/labs.ts";
import { mutants } from "../labs/09-chat/wrong-programs.ts";
import { gradeHere, inShort, withFolder, withShortDeadlineFirst } from "./grade-here.ts";
import { writeMutant } from "./mutant.ts";

const LOG_INS = [
  "a registered user logs in with the password",
  "the client shows who it is only behind a right FINISHED",
];

test.for([
  "hashes the hellos one behind the other, without their lengths",
  "leaves out the padding of its tokens",
  "encrypts with the first half of the key",
])("a chat that %s is judged beyond its handshake", async (mistake) => {
  const lab = findLab("09", allLabs());
  const mutant = mutants.find((one) => one.mistake === mistake && one.base === undefined);
  if (lab === undefined || mutant === undefined) throw new Error(`no wrong program ${mistake}`);
  await withFolder(async (folder) => {
    await writeMutant(lab, mutant, folder);
    await withShortDeadlineFirst(async () => {
      const results = await gradeHere(
        lab,
        { name: "a mutant", folder },
        { only: ({ title }) => LOG_INS.includes(title), retries: "none" },
      );
      expect(inShort(results.filter(({ verdict }) => verdict !== "passed"))).toEqual([]);
    });
  });
});
