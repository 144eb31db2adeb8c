/** The word behind `check`, `hint` and `diff`: an exercise's number, and for `check` else a part of a title. */
import { exercisesOf } from "./exercises.ts";
import type { Lab } from "./labs.ts";

/** The ids of a lab's exercises, in order; an exercise of several functions stands there once. */
export function exerciseIds(lab: Lab): string[] {
  return [...new Set(exercisesOf(lab).map(({ id }) => id))];
}

/** The id that a person means by `3`, `1.3` or `01.3`; undefined when the lab has no such exercise. */
export function exerciseNamed(word: string, lab: Lab): string | undefined {
  const [, labNumber = lab.number, number] = /^(?:(\d+)\.)?(\d+)$/.exec(word.trim()) ?? [];
  if (number === undefined || Number(labNumber) !== Number(lab.number)) return undefined;
  const wanted = `${lab.number}.${Number(number)}`;
  return exerciseIds(lab).find((id) => id === wanted);
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
  if (id !== undefined) return id;
  const { definitionsOf } = await import("../harness/check.ts");
  const checks = await definitionsOf(lab.folder);
  if (checks.some(({ title }) => title.includes(word))) return word;
  throw unknownExercise(word, lab, "check", "that number or those words");
}

function unknownExercise(word: string, lab: Lab, deed: string, sought: string): Error {
  const ids = exerciseIds(lab);
  const all =
    ids.length < 2
      ? `its exercises are ${ids[0] ?? "not written yet"}`
      : `its exercises are ${ids[0]} to ${ids.at(-1)}`;
  return new Error(`Cannot ${deed} "${word}": nothing in lab ${lab.number} has ${sought}; ${all}`);
}
