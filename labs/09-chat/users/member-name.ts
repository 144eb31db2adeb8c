/**
 * What members of the chat may be called. All that the programs print about a message begins with a name:
 *
 *     ada: hello          ada -> bob: psst          * bob has joined          here: ada, bob
 *
 * So nothing in a name may look like what stands behind one there, and nobody may be called what the
 * programs call themselves, their operator or the reader.
 */

import { skeletonsOf } from "../../../shared/auth/name-skeleton.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import { parseNewName } from "../../../shared/auth/parse-new-name.ts";
import { invalid, type Result, valid } from "../../../shared/config/result.ts";
import { printable } from "../../../shared/process/print-status.ts";
import { parseJson } from "../protocol/schema.ts";

/** Letters with their accents, numbers and pictures; between them what names are joined and shortened with. */
const WORDS = /^[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{RI}\p{Cf} '’._·-]+$/u;

/** Something to call by: not only what joins words. */
const CALLABLE = /[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u;

/** What stands between words. */
const JOINERS = /[ '’._·-]+/g;

/** What stands behind a name, or before a notice. Some letters look the same: `ː` is one. */
const SEPARATORS = /[:,>*]/;

/** A name that is made of these words alone speaks for somebody else. */
const RESERVED = new Set(
  "the you me notice notices here server system operator operators admin admins administrator administrators moderator moderators root support chat everyone everybody all message messages info warning error bot staff team official private"
    .split(" ")
    .flatMap((word) => [...skeletonsOf(word)]),
);

/** Reads the name of a new member. */
export function parseMemberName(text: string): Result<string> {
  const name = parseNewName(text);
  if (!name.ok) return name;
  if (!WORDS.test(name.value) || !CALLABLE.test(name.value) || holdsSeparator(name.value)) {
    return invalid("it may hold letters, digits, emoji, blanks and ' . _ - only");
  }
  if (isReserved(name.value)) return invalid("it is a word that the chat uses itself");
  return name;
}

/**
 * A name as the others are shown it. An account that is older than the rules may have any: its name is put
 * in quotation marks, which no other has, with an escape for all that is invisible.
 */
export function shownName(name: string): string {
  return parseMemberName(name).ok ? name : printable(JSON.stringify(name));
}

/** Reads a name that {@link shownName} has made; one that somebody else has written is made fit to be shown. */
export function parseShownName(text: string): Result<string> {
  if (accountName(text) !== text) return valid(text);
  const name = parseName(text);
  return name.ok ? valid(shownName(name.value)) : name;
}

/** The name of the account that is meant, by its own name or by one that {@link shownName} has made of it. */
export function accountName(text: string): string {
  const inQuotes = nameInQuotes(text);
  return inQuotes !== undefined && shownName(inQuotes) === text ? inQuotes : text;
}

function nameInQuotes(text: string): string | undefined {
  if (!text.startsWith('"')) return undefined;
  const name = parseJson(Buffer.from(text));
  return typeof name === "string" && parseName(name).ok ? name : undefined;
}

/** Accents are left out: some scripts have one that is two points. */
function holdsSeparator(name: string): boolean {
  return [...skeletonsOf(name.replace(/\p{M}/gu, ""))].some((skeleton) =>
    SEPARATORS.test(skeleton),
  );
}

/** `Admin 2` and `A.d.m.i.n` speak for an admin as well. */
function isReserved(name: string): boolean {
  const spellings = [name, name.replace(/\p{N}+/gu, " "), name.replace(JOINERS, "")];
  return spellings.some((spelling) =>
    [...skeletonsOf(spelling)].some((skeleton) => {
      const words = skeleton.split(JOINERS).filter((word) => word !== "");
      return words.length > 0 && words.every((word) => RESERVED.has(word));
    }),
  );
}
