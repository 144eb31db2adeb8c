import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The tests of the grader take minutes, all others seconds: they begin, and the others fill in. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes("/grading/verify/");
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ["{labs,shared,course,tap,grading,cli,bench}/**/*.test.ts"],
    // Tests start programs and send signals: a process each keeps a crash from taking the rest along.
    pool: "forks",
    // One more than there are cores: much of each file is waiting, for programs, browsers and terminals.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    // What programs say on the way matters only when a test has failed.
    silent: "passed-only",
    // Generous on purpose: a busy machine is slow, and a slow test is no failed test.
    testTimeout: 180_000,
    // Most of a grading is waiting for programs.
    maxConcurrency: 4,
    hookTimeout: 60_000,
  },
});
