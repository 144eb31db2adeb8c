/**
 * What a lab's bytes mean: just bytes, lines, or frames. No list says so: a lab speaks in what it teaches,
 * and every later one in the newest that has been taught. Lines are taught where the exercise of
 * `shared/framing/line-splitter.ts` is, frames where the one of `shared/framing/encode-frame.ts` is.
 */
import { exercisesOf } from "../course/exercises.ts";
import type { Lab } from "../course/labs.ts";

export const FORMS = ["bytes", "lines", "frames"] as const;

export type Form = (typeof FORMS)[number];

/** Newest first. */
const TAUGHT_BY = [
  { form: "frames", file: "shared/framing/encode-frame.ts" },
  { form: "lines", file: "shared/framing/line-splitter.ts" },
] as const;

/** The form in which this lab's programs speak. */
export function formOf(lab: Lab, labs: readonly Lab[]): Form {
  const upToHere = labs.filter(({ number }) => number <= lab.number);
  const files = new Set(upToHere.flatMap(exercisesOf).map(({ file }) => file));
  return TAUGHT_BY.find(({ file }) => files.has(file))?.form ?? "bytes";
}
