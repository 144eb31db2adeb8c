/**
 * A program that takes é in two forms for two names.
 *
 * @file shared/auth/parse-name.ts
 * @caughtBy a name has one form
 * @says `é` is one letter, or `e` and an accent
 */

function parseUnusualName(text: string): Result<string> {
  const name = text.trim();
  if (HARMFUL.test(name)) return invalid("it holds a control character");
  if (!VISIBLE.test(name)) return invalid("there is nothing to be seen");
  if ([...name].length > MAX_NAME_LENGTH)
    return invalid(`it has more than ${MAX_NAME_LENGTH} letters`);
  return valid(name);
}
