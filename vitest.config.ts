import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{labs,shared,grading,cli,bench}/**/*.test.ts"],
    // Tests start programs and send signals: a process each keeps a crash from taking the rest along.
    pool: "forks",
    // What programs say on the way matters only when a test has failed.
    silent: "passed-only",
    // Generous on purpose: a busy machine is slow, and a slow test is no failed test.
    testTimeout: 60_000,
    // Most of a grading is waiting for programs.
    maxConcurrency: 6,
    hookTimeout: 60_000,
  },
});
