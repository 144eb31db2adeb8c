/** The grader is fair: other right programs, in another style or language, get full marks. */
import { describe, expect, test } from "vitest";
import { allLabs } from "../../course/labs.ts";
import { alternatesOf } from "./alternates.ts";
import { gradeHere, inShort } from "./grade-here.ts";

describe.concurrent.each(allLabs())("lab $folder", (lab) => {
  const alternates = alternatesOf(lab);

  test("has an alternate", () => expect(alternates).not.toEqual([]));

  test.for(alternates)("$name passes every check", async ({ subject, lacks }, { skip }) => {
    skip(
      lacks !== undefined,
      `python3 with ${lacks} is not installed: this one cannot be graded here`,
    );
    const results = await gradeHere(lab, subject);
    expect(inShort(results.filter(({ verdict }) => verdict !== "passed"))).toEqual([]);
  });
});
