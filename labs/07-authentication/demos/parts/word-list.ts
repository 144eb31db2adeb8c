/**
 * The words that a guesser tries, the likeliest first: the common passwords, then words of daily life
 * in the forms that people give them to satisfy a rule: a capital letter, a number, a sign at the end.
 *
 *     sunshine  ─▶  Sunshine  sunshine1  Sunshine1!  sunsh1ne  sunshine2024 …
 *
 * Real lists hold what was stolen before, hundreds of millions. This one is made here, and short.
 */
import { COMMON_PASSWORDS } from "../../../../shared/auth/common-passwords.ts";

/** How many words a list has when nobody says otherwise. */
const USUAL_LENGTH = 100_000;

const WORDS = `
love sun moon star rain snow wind fire water earth river ocean beach island forest garden flower rose
tree apple banana cherry orange lemon coffee tea pizza bread honey sugar pepper cheese butter cookie
dog cat horse tiger lion bear wolf fox eagle monkey rabbit dragon snake spider dolphin turtle shark
red blue green black white silver golden purple yellow summer winter spring autumn january october
monday friday sunday morning night music guitar piano dance movie angel heaven shadow hunter killer
master legend knight warrior prince princess queen king soldier captain pirate ninja wizard witch
computer keyboard internet server secret welcome letmein access login admin office school teacher
student doctor engineer football soccer tennis hockey basket racing driver rocket planet galaxy
happy lucky sweet smart crazy funny pretty little super mega power magic dream hope smile kitten
puppy buddy sunshine rainbow thunder lightning diamond crystal pearl emerald butterfly freedom
michael daniel thomas robert james john david paul peter andrew george mark kevin steven brian
anna maria laura sarah julia emma olivia sophia emily grace alice helen irene karen linda nancy
ivan olga sergey dmitri natasha elena pierre claire marie louis hans greta fritz heidi marco luca
giulia chiara carlos juan jose lucia elena pablo diego yuki hiro kenji sakura wei ming ling chen
london paris berlin madrid rome moscow tokyo york boston dallas texas chicago miami sydney dublin
`
  .trim()
  .split(/\s+/);

const SIGNS = ["", "!", ".", "#", "$", "*", "?"];

/** The words, each once, up to so many. */
export function* wordList(length = USUAL_LENGTH): Generator<string, void> {
  const seen = new Set<string>();
  for (const word of everyForm()) {
    if (seen.size >= length) return;
    if (seen.has(word)) continue;
    seen.add(word);
    yield word;
  }
}

function* everyForm(): Generator<string, void> {
  yield* COMMON_PASSWORDS;
  for (const ending of endings()) {
    for (const word of WORDS) {
      yield word + ending;
      yield capital(word) + ending;
      yield inDisguise(word) + ending;
    }
  }
}

/** Numbers and signs behind a word, the likeliest first. */
function* endings(): Generator<string, void> {
  for (const sign of SIGNS) {
    for (const number of ["1", "123", "12", "2", "01", "1234", "7", "99", "69", "12345"]) {
      yield number + sign;
    }
    for (let year = 2026; year >= 1950; year--) yield year + sign;
    for (let number = 0; number < 100; number++) yield String(number).padStart(2, "0") + sign;
  }
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** It deceives rules, but nobody who guesses. */
function inDisguise(word: string): string {
  return word
    .replaceAll("a", "@")
    .replaceAll("e", "3")
    .replaceAll("i", "1")
    .replaceAll("o", "0")
    .replaceAll("s", "$");
}
