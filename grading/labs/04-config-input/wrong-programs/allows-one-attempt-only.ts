/**
 * A program that allows one attempt only.
 *
 * @file access-word.ts
 * @caughtBy a wrong access word is asked for again
 * @says gets the question again, three times in all
 */

const MAX_ATTEMPTS = 1;
