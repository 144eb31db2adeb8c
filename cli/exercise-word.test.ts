import { expect, test } from "vitest";
import { allLabs } from "../course/labs.ts";
import { exerciseNamed, requireChecks } from "./exercise-word.ts";

const [lab] = allLabs();
if (lab === undefined) throw new Error("the project has no lab");

test.each([
  ["3", "01.3"],
  ["03", "01.3"],
  ["1.3", "01.3"],
  ["01.3", "01.3"],
  ["2.3", undefined],
  ["01.9", undefined],
  ["0", undefined],
  ["1.3.1", undefined],
  ["port", undefined],
])("exerciseNamed(%j) in lab 01 is %j", (word, id) => {
  expect(exerciseNamed(word, lab)).toBe(id);
});

test("requireChecks() takes an exercise or a part of a title, and refuses the rest", async () => {
  expect(await requireChecks("1.3", lab)).toBe("01.3");
  expect(await requireChecks("taken port", lab)).toBe("taken port");
  expect(await requireChecks("Taken Port", lab)).toBe("Taken Port");
  await expect(requireChecks("tkaen prot", lab)).rejects.toThrow(
    /those words; did you mean "[^"]*taken port[^"]*"\?$/,
  );
  await expect(requireChecks("01.9", lab)).rejects.toThrow(
    /^Cannot check "01\.9": nothing in lab 01 has that number or those words; its exercises are 01\.1 to 01\.\d$/,
  );
});
