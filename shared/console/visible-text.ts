/**
 * What people see of a text. Some characters show nothing, and some change the order in which others are
 * shown. In a name they let `a<U+200D>da` pass for `ada`; in a message they hide words, or turn a line round.
 *
 * Three kinds are kept, because people cannot write without them: sequences of emoji (U+200D joins the
 * two halves of 👩‍🔬), and the two joiners between letters of scripts that shape their letters by them.
 */

/**
 * Scripts in which U+200C and U+200D change the shape of a letter
 * (https://unicode.org/reports/tr31/#Layout_and_Format_Control_Characters).
 */
const JOINING_SCRIPTS =
  "Arab Syrc Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr".split(" ");

const JOINING = `[${JOINING_SCRIPTS.map((script) => `\\p{scx=${script}}`).join("")}]`;

/** One picture of a sequence, with its colour of skin and the selector that asks for a picture. */
const PICTURE = "\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?";

const KEPT = [
  "\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}", // the flag of a part of a country
  `${PICTURE}(?:\\u200d${PICTURE})*`,
  "[#*0-9]\\ufe0f\\u20e3", // a key cap
  `(?<=${JOINING})[\\u200c\\u200d](?=${JOINING})`,
];

/** The marks of direction are among those that can be ignored; U+FFF9 to U+FFFB frame what is not shown. */
const INVISIBLE = "[\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb]";

const SPECIAL = new RegExp(
  `(?<kept>${KEPT.join("|")})|(?<lineEnd>[\\u2028\\u2029])|${INVISIBLE}`,
  "gu",
);

/** Nothing about such a text needs a second look. */
const PLAIN = /^[\n\t\x20-\x7e]*$/;

/** Letters, numbers, punctuation, symbols and pictures; U+2800 is a braille cell without a dot. */
const INK = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * The text without characters that show nothing or change the order of others; Unicode's own line ends
 * (U+2028, U+2029) become `\n`. What it returns, it returns again as it is.
 */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(SPECIAL, (...match) => {
    const { kept, lineEnd } = match.at(-1);
    return kept ?? (lineEnd === undefined ? "" : "\n");
  });
}

/** Whether there is something to be seen in the text. */
export function isVisible(text: string): boolean {
  return INK.test(visibleText(text));
}
