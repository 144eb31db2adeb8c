/**
 * A program that takes nothing but the letters a to z for a name.
 *
 * @file shared/auth/parse-name.ts
 * @caughtBy an odd name is kept whole
 * @says People have such names
 */

function parseUnusualName(text: string): Result<string> {
  const name = text.trim().normalize("NFC");
  if (HARMFUL.test(name) || /[^a-z ]/i.test(name)) return invalid("letters only");
  if (!VISIBLE.test(name)) return invalid("there is nothing to be seen");
  if ([...name].length > MAX_NAME_LENGTH)
    return invalid(`it has more than ${MAX_NAME_LENGTH} letters`);
  return valid(name);
}
