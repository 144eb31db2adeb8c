/** The grader is fair: other right programs, in another style or language, get full marks. */
import { describe, expect, test } from "vitest";
import { allLabs, isPart, withParts } from "../../course/labs.ts";
import { gradeHere, inShort } from "./grade-here.ts";
import { referenceSolutionsOf } from "./reference-solutions.ts";

describe.concurrent.each(withParts(allLabs()))("lab $folder", (lab) => {
  const solutions = referenceSolutionsOf(lab);

  test.skipIf(isPart(lab))("has a reference solution", () => expect(solutions).not.toEqual([]));

  test.for(solutions)("$name passes every check", async ({ subject, lacks }, { skip }) => {
    skip(
      lacks !== undefined,
      `python3 with ${lacks} is not installed: this one cannot be graded here`,
    );
    const results = await gradeHere(lab, subject);
    expect(inShort(results.filter(({ verdict }) => verdict !== "passed"))).toEqual([]);
  });
});
