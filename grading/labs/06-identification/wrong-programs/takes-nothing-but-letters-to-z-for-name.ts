/**
 * A program that takes nothing but the letters a to z for a name.
 *
 * @file shared/auth/parse-name.ts
 * @caughtBy an odd name is kept whole
 * @says People have such names
 */

function parseUnusualName(text: string): Parsed<string> {
  const name = text.trim().normalize("NFC");
  if (HARMFUL.test(name) || /[^a-z ]/i.test(name)) return invalid("letters only");
  if (!VISIBLE.test(name)) return invalid("there is nothing to be seen");
  if ([...name].length > LONGEST_NAME) return invalid(`it has more than ${LONGEST_NAME} letters`);
  return valid(name);
}
