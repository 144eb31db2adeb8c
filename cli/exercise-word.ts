/** The word behind `check`, `hint` and `diff`: an exercise's number, and for `check` else a part of a title. */
import { exercisesOf } from "../course/exercises.ts";
import { type Lab, nearestNames, withoutZeros } from "../course/labs.ts";

/** More are no help. */
const MAX_PROPOSALS = 2;

/** The ids of a lab's exercises, in order; an exercise of several functions stands there once. */
export function exerciseIds(lab: Lab): string[] {
  return [...new Set(exercisesOf(lab).map(({ id }) => id))];
}

/** A number alone, or behind its lab's; with a point behind it, as in a numbered list. */
const EXERCISE_NUMBER = /^(?:(\d+[a-z]?)\.)?(\d+)\.?$/;

/** The id that a person means by `3`, `1.3`, `01.3` or `9a.3`; undefined when the lab has no such exercise. */
export function exerciseNamed(word: string, lab: Lab): string | undefined {
  const typed = word.trim().toLowerCase();
  const [, labNumber = lab.number, number] = EXERCISE_NUMBER.exec(typed) ?? [];
  if (number === undefined) return undefined;
  const wanted = withoutZeros(`${labNumber}.${Number(number)}`);
  return exerciseIds(lab).find((id) => withoutZeros(id) === wanted);
}

/** The part of a lab whose exercise is named with the part's number, as in `9a.3`; undefined for other words. */
export function partOfExercise(word: string | undefined, { parts }: Lab): Lab | undefined {
  if (word?.includes(".") !== true) return undefined;
  return parts.find((part) => exerciseNamed(word, part) !== undefined);
}

/** @throws a sentence when the lab has no exercise of that number */
export function requireExercise(word: string, lab: Lab, deed: string): string {
  const id = exerciseNamed(word, lab);
  if (id === undefined) throw unknownExercise(word, lab, deed, "that number");
  return id;
}

/**
 * The checks that a person means: the id of an exercise, or a part of a title.
 *
 * @throws a sentence when no check is meant by it
 */
export async function requireChecks(word: string, lab: Lab): Promise<string> {
  const id = exerciseNamed(word, lab);
  if (id !== undefined && lab.parts.length === 0) return id;
  const { definitionsOf, holdsWords } = await import("../grading/core/check.ts");
  const definitions = await definitionsOf(lab.folder);
  // The checks of a whole lab may leave an exercise to those of its part.
  if (definitions.some(({ exercise }) => exercise === id)) return id ?? word;
  const titles = definitions.map(({ title }) => title);
  if (EXERCISE_NUMBER.test(word.trim().toLowerCase())) {
    throw unknownExercise(word, lab, "check", "that number");
  }
  if (titles.some((title) => holdsWords(title, word))) return word;
  throw unknownExercise(
    word,
    lab,
    "check",
    "that number or those words",
    nearestTitles(word, titles),
  );
}

/** The titles in which each typed word stands, but for a typing error. */
function nearestTitles(typed: string, titles: readonly string[]): string[] {
  const words = typed.split(/\s+/).filter((word) => word !== "");
  const isNear = (title: string) =>
    words.every((word) => nearestNames(word, title.split(" ")).length > 0);
  return titles.filter(isNear).slice(0, MAX_PROPOSALS);
}

function unknownExercise(
  word: string,
  lab: Lab,
  deed: string,
  sought: string,
  near: readonly string[] = [],
): Error {
  const ids = exerciseIds(lab);
  const all =
    ids.length < 2
      ? `its exercises are ${ids[0] ?? "not written yet"}`
      : `its exercises are ${ids[0]} to ${ids.at(-1)}`;
  const meant = near.map((title) => `"${title}"`).join(" or ");
  const next = meant === "" ? all : `did you mean ${meant}?`;
  return new Error(`Cannot ${deed} "${word}": nothing in lab ${lab.number} has ${sought}; ${next}`);
}
