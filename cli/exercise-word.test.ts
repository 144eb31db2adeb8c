import { expect, test } from "vitest";
import { allLabs, findLab } from "../course/labs.ts";
import { exerciseNamed, requireChecks } from "./exercise-word.ts";

const labs = allLabs();
const [lab] = labs;
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
    /^Cannot check "01\.9": nothing in lab 01 has that number; its exercises are 01\.1 to 01\.\d$/,
  );
  await expect(requireChecks("tpyo", lab)).rejects.toThrow(
    /has that number or those words; its exercises are/,
  );
});

test("requireChecks() never takes a number for a part of a title", async () => {
  const part = findLab("09d", labs);
  const whole = findLab("09", labs);
  if (part === undefined || whole === undefined) throw new Error("there is no lab 09d");
  // "256" stands in a title.
  for (const word of ["5", "05", " 5 ", "256", "9d.5", "09d.5", "09c.2", "5."]) {
    await expect(requireChecks(word, part)).rejects.toThrow(
      `Cannot check "${word}": nothing in lab 09d has that number; its exercises are 09d.1 to 09d.`,
    );
  }
  expect(await requireChecks("256 ids", part)).toBe("256 ids");
  await expect(requireChecks("2", whole)).rejects.toThrow("has that number; its exercises are");
});
