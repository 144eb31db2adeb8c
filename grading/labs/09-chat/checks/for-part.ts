/** Checks of the whole chat, as its parts take them over. */
import type { Check } from "../../../core/check.ts";

/**
 * Returns a function that takes checks over by their titles, for an exercise of a part.
 *
 * @throws Error when none of these checks has such a title
 */
export function takenFrom(
  all: readonly Check[],
): (exercise: string, ...titles: readonly string[]) => Check[] {
  return (exercise, ...titles) =>
    titles.map((title) => {
      const one = all.find((check) => check.title === title);
      if (one === undefined) throw new Error(`no check of the chat has the title "${title}"`);
      return { ...one, exercise };
    });
}

/** The checks of a part, which need nothing but each other: what belongs to earlier parts has passed there. */
export function checksOfPart(checks: readonly Check[]): readonly Check[] {
  const titles = new Set(checks.map(({ title }) => title));
  return checks.map((one) => ({ ...one, needs: one.needs.filter((need) => titles.has(need)) }));
}
