/**
 * When two names look the same. `Аda` with the Cyrillic А is another name than `Ada` to a computer, and the
 * same to everybody who reads it. Unicode has a table of such characters, and a method: bring both names
 * into a form that keeps only their looks, the *skeleton*, and compare that
 * (https://unicode.org/reports/tr39/#Confusable_Detection). The table is that of the package unhomoglyph.
 */
import unhomoglyph from "unhomoglyph";

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Small letters in the shape of capitals, made for phonetics; the table passes them over. */
const SMALL_CAPITALS = new Map(
  [..."ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"].map((letter, at) => [
    letter,
    "abcdefghijklmnopqrstuvwyz"[at] ?? "",
  ]),
);

/**
 * The skeletons of a name: of the name as it is written, and of its small letters, because `I` looks like
 * `l` and `i` does not. Two names may be taken for each other when they share one.
 */
export function skeletonsOf(name: string): Set<string> {
  return new Set([skeletonOf(name), skeletonOf(name.toLowerCase())]);
}

function skeletonOf(name: string): string {
  const bare = name.normalize("NFKD").replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();
  const letters = [...bare].map((letter) => SMALL_CAPITALS.get(letter) ?? letter).join("");
  return unhomoglyph(letters).normalize("NFD").toLowerCase();
}
