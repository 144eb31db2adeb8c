/**
 * A program that says the same wrong word again and again.
 *
 * @file enter.ts
 * @caughtBy a refused access word ends the client
 * @says would be just as wrong
 */

export function wordsFrom(given: string, ask: Ask | undefined): NextWord {
  const isFresh = given !== "";
  return async (gone) => {
    if (!isFresh) return await ask?.("access word", accessWordSetting, gone);
    return given;
  };
}
