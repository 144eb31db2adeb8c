/**
 * Which tests are meant, as vitest's filters: a test runs whose path holds one of them; all run when
 * there is none. `verify` means the tests that hold labs, starters and the grader together, and words
 * behind it mean some of these: `verify mutants`.
 */
export function testFilters(words: readonly string[]): string[] {
  const [first, ...others] = words;
  if (first !== "verify") return [...words];
  return others.length === 0 ? ["grading/verify"] : others.map((word) => `grading/verify/${word}`);
}
