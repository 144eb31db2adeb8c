/** The refusals of a command line whose lab or command nobody knows: what it may have meant. */

import {
  findLab,
  findPart,
  type Lab,
  nearestLabs,
  nearestNames,
  withParts,
} from "../course/labs.ts";
import { COMMANDS, commandsOf, harmless } from "./commands.ts";
import { exerciseNamed } from "./exercise-word.ts";
import { namePart, otherName, Refusal, unknownCommand, unknownLab } from "./refusal.ts";

/** For words of which the first names no lab. */
export function noLab(words: readonly string[], labs: readonly Lab[]): Refusal {
  const exercise = words.find((word) => /^\d+[a-z]?\.\d+$/.test(word));
  // A part before its lab, which has the same exercises.
  const all = withParts(labs).reverse();
  const lab = all.find((each) => exerciseNamed(exercise ?? "", each) !== undefined);
  if (exercise !== undefined && lab !== undefined) {
    const name = words.find((word) => COMMANDS.has(word)) ?? "check";
    const command = COMMANDS.get(name)?.word === undefined ? name : `${name} ${exercise}`;
    return new Refusal(
      `Cannot find lab "${exercise}": it is an exercise; write npm run lab ${lab.number} ${command}`,
    );
  }
  const [first = ""] = words;
  const [near] = nearestLabs(first, labs).length > 0 ? [] : nearestNames(first, harmless(COMMANDS));
  const command = COMMANDS.has(first) ? first : (otherName(first) ?? near);
  if (first !== "" && command === undefined) return unknownLab(first, labs);
  const form = `npm run lab 01 ${command ?? ""}`.trim();
  return new Refusal(`Cannot tell which lab is meant: none is named; write ${form}`);
}

/**
 * For a word behind a lab that names no command of it.
 *
 * @param words all that was typed, the lab first
 */
export function noCommand(
  [, word = "", ...rest]: readonly string[],
  lab: Lab,
  labs: readonly Lab[],
): Refusal {
  const part = findPart(word, lab);
  if (part !== undefined) {
    const command = ["npm run lab", part.number, ...rest].join(" ");
    return new Refusal(
      `Cannot do "${word}" in lab ${lab.number}: it is a part of this lab; write ${command}`,
    );
  }
  if (lab.parts.length > 0 && COMMANDS.has(word.toLowerCase())) {
    const named = findPart(rest[0] ?? "", lab);
    if (named === undefined) return namePart(`do "${word}" in`, lab, word.toLowerCase());
    const command = ["npm run lab", named.number, word, ...rest.slice(1)].join(" ");
    return new Refusal(
      `Cannot do "${word}" in lab ${lab.number}: ${rest[0]} is a part of it; write ${command}`,
    );
  }
  const other = findLab(word, labs);
  if (other !== undefined && other !== lab) {
    return new Refusal(
      `Cannot do two labs at once: "${lab.number}" and "${word}" are named; name one`,
    );
  }
  const owner = withParts(labs).find((each) => commandsOf(each).has(word));
  if (owner !== undefined) {
    return new Refusal(
      `Cannot do "${word}" in lab ${lab.number}: it belongs to lab ${owner.number}; write npm run lab ${owner.number} ${word}`,
    );
  }
  return unknownCommand(word, harmless(commandsOf(lab)));
}
