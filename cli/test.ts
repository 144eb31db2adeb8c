/**
 * `npm test`: types, lint and all tests; the last line says `N passed, N failed`.
 *
 * With words after it (`npm test -- shared/send`) only the tests whose path holds one of them.
 */
import { startVitest, type TestModule, type Vitest } from "vitest/node";
import { PROJECT_ROOT } from "../course/labs.ts";
import { testFilters } from "./test-filters.ts";
import { checkStyle, checkTypes } from "./tools.ts";

const words = process.argv.slice(2);
const filters = testFilters(words);
// Whoever asks for `verify` has time: see grading/verify/thorough.ts.
if (words[0] === "verify") process.env.THOROUGH = "1";
// The type check and the lint count as one test each.
const checks = filters.length === 0 ? [checkTypes(), checkStyle()] : [];
const vitest = await startVitest(filters, { root: PROJECT_ROOT, watch: false });
const tests = countTests(vitest);
await vitest.close();

const passed = tests.passed + checks.filter((isRight) => isRight).length;
const failed = tests.failed + checks.filter((isRight) => !isRight).length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** A file that cannot be loaded, and an error outside of any test, count as one failed test each. */
function countTests({ state }: Vitest): { passed: number; failed: number } {
  const modules = state.getTestModules();
  const results = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (wanted: string) => results.filter((test) => test.result().state === wanted).length;
  const broken = modules.filter((module: TestModule) => module.errors().length > 0).length;
  return {
    passed: count("passed"),
    failed: count("failed") + broken + state.getUnhandledErrors().length,
  };
}
