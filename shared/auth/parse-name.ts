/**
 * Reading the name that a stranger gives. A name is shown to others, in lists and on screens: what
 * could move there, hide there or take two forms is refused or brought into one. Everything else is a
 * name, because people are called in more ways than a programmer thinks of.
 */
import { invalid, type Result, valid } from "../config/result.ts";

/** How long a name may be, in letters (Unicode's code points): it must fit on a line with others. */
export const MAX_NAME_LENGTH = 32;

/** Nothing about such a name needs a second look. */
const PLAIN = /^[a-z]{1,32}$/i;

/**
 * Control characters, line ends, characters that turn the direction of writing, halves of letters, and
 * the sign that stands where bytes were no UTF-8.
 */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\ufffd]/u;

/** Something to be seen: a name of blanks and joiners is none. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Reads a name: 1 to 32 letters, in Unicode's form NFC, without blanks around it. */
export function parseName(text: string): Result<string> {
  return PLAIN.test(text) ? valid(text) : parseUnusualName(text);
}

/**
 * Reads what is more than plain letters. `é` is one letter or two, `e` and an accent, which look the
 * same: NFC makes them the same (https://unicode.org/reports/tr15/).
 *
 * @exercise 06.3 Take the blanks off, compose the letters (NFC), and refuse what is too long, harmful or invisible.
 */
function parseUnusualName(text: string): Result<string> {
  const name = text.trim().normalize("NFC");
  if (HARMFUL.test(name)) return invalid("it holds a control character");
  if (!VISIBLE.test(name)) return invalid("there is nothing to be seen");
  if ([...name].length > MAX_NAME_LENGTH)
    return invalid(`it has more than ${MAX_NAME_LENGTH} letters`);
  return valid(name);
}
