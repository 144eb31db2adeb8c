/**
 * Which tests are meant, as vitest's filters: a test runs whose path holds one of them; all run when
 * there is none. `verify` means the tests that hold labs, starters and the grader together, and words
 * behind it mean some of these: `verify wrong-programs`. `unit` means those that need nothing of one system.
 */
export function testFilters(words: readonly string[]): string[] {
  const [first, ...others] = words;
  if (first === "unit") return [...UNIT_FOLDERS, ...others];
  if (first !== "verify") return [...words];
  return others.length === 0 ? ["grading/verify"] : others.map((word) => `grading/verify/${word}`);
}

/**
 * The folders whose tests run on Linux, macOS and Windows: values in, values out, at most a file, or a
 * socket that behaves alike everywhere. Everything else starts programs, sends signals, opens terminals or
 * asks Linux about its connections, and is tested on Linux.
 */
export const UNIT_FOLDERS = [
  "bench/",
  "cli/house/",
  "course/",
  "grading/report/",
  "shared/auth/",
  "shared/config/",
  "shared/console/",
  "shared/framing/",
];
