/**
 * A program that keeps names in small letters.
 *
 * @file shared/auth/parse-name.ts
 * @caughtBy an odd name is kept whole
 * @says People have such names
 */

function parseUnusualName(text: string): Result<string> {
  const name = text.trim().normalize("NFC");
  if (HARMFUL.test(name)) return invalid("it holds a control character");
  if (!VISIBLE.test(name)) return invalid("there is nothing to be seen");
  if ([...name].length > MAX_NAME_LENGTH)
    return invalid(`it has more than ${MAX_NAME_LENGTH} letters`);
  return valid(name.toLowerCase());
}
