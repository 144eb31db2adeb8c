/** Who reads "listening" may stop the server at once: the promise holds from that line on. */
import { describe, expect, test } from "vitest";
import { allLabs, withParts } from "../../course/labs.ts";
import { openContext } from "../core/open-context.ts";
import { setSlowestPace } from "../core/pace.ts";
import { workedSolution } from "../core/subject.ts";
import { type ReferenceSolution, referenceSolutionsOf } from "./reference-solutions.ts";

/** Several times, because it is a race: one that is lost at times is lost in one of these. */
const TIMES = 3;

describe.concurrent.each(withParts(allLabs()))("lab $folder", (lab) => {
  const subject = workedSolution(lab.folder);
  const servers: ReferenceSolution[] = [
    { name: subject.name, subject },
    ...referenceSolutionsOf(lab),
  ];

  test.for(servers)(
    "$name stops in order as soon as it listens",
    async ({ subject, lacks }, { skip, onTestFinished }) => {
      skip(lacks !== undefined, `python3 with ${lacks} is not installed`);
      setSlowestPace();
      const { context, close } = await openContext(subject, lab.folder);
      onTestFinished(close);
      for (let time = 1; time <= TIMES; time += 1) {
        for (const signal of ["SIGINT", "SIGTERM"] as const) {
          const { program } = await context.ownServer();
          program.signal(signal);
          await program.expectStatus(0, `after ${signal}`);
          expect(program.lines("stderr")).toEqual([]);
        }
      }
    },
  );
});
