/**
 * `npm run lab 07 crack`: a list of words against md5 and scrypt.
 *
 * The same people's passwords are kept in both ways, and the same list is tried on both.
 *
 *     npm run lab 07 crack
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { endOnOutputError } from "../../../shared/process/program.ts";
import { scratchFolder } from "../../../shared/testing/scratch-folder.ts";
import { guessMd5, guessScrypt, type Loot } from "./parts/guess.ts";
import { showTable, timeOf } from "./parts/show.ts";
import { makeVictims, md5File, scryptFile } from "./parts/victims.ts";
import { wordList } from "./parts/word-list.ts";

/** The thief at the scrypt file is stopped after this time, in milliseconds: nobody wants to wait for days. */
const PATIENCE_MS = 3_000;

/** The thief at the terminal sees how he gets on; elsewhere only the end is told. */
const showsProgress = process.stdout.isTTY && process.env.TERM !== "dumb";

endOnOutputError();
const folder = scratchFolder("lab-07-crack-");
const victims = makeVictims();
console.log(`${victims.length} people have a password, and two servers keep it in a file each.\n`);
progress("the servers compute their records …");
const old = await stolen("users-md5.csv", md5File(victims));
const today = await stolen("users.csv", await scryptFile(victims));
progress("");
console.log(`  md5      ${old[0]}`);
console.log(`  scrypt   ${today[0]?.slice(0, 60)}…\n`);

const words = [...wordList()];
console.log(`A thief has both files, and a list of ${words.length.toLocaleString("en")} words.\n`);
const md5 = guessMd5(old, words);
const scrypt = await guessScrypt(today, words, PATIENCE_MS, (loot) => {
  progress(
    `scrypt: ${loot.words.toFixed(1)} words, ${loot.found.size} found, ${timeOf(loot.milliseconds)}`,
  );
});
progress("");

showTable(
  ["", "words tried", "words a second", "found", "time", "the whole list"],
  [row("md5", md5), row("scrypt", scrypt)],
);
console.log("\nFound in the md5 file:");
for (const [name, password] of md5.found) console.log(`  ${name.padEnd(8)} ${password}`);
const careful = victims.filter(({ name }) => !md5.found.has(name)).map(({ name }) => name);
console.log(
  `\nNot found, because this list does not hold them: the passwords of ${careful.join(", ")}. ` +
    "A longer list may.",
);

function row(kind: string, { words: tried, milliseconds, found }: Loot): string[] {
  const rate = (tried * 1_000) / milliseconds;
  return [
    kind,
    tried < 10 ? tried.toFixed(1) : tried.toLocaleString("en"),
    rate < 10 ? rate.toFixed(2) : Math.round(rate).toLocaleString("en"),
    `${found.size} of ${victims.length}`,
    timeOf(milliseconds),
    timeOf((words.length * 1_000) / rate),
  ];
}

/** Keeps the lines in a file, and returns what a thief reads there. */
async function stolen(name: string, lines: readonly string[]): Promise<string[]> {
  await writeFile(join(folder, name), `${lines.join("\n")}\n`);
  return (await readFile(join(folder, name), "utf8")).trim().split("\n");
}

/** One line that is written over and over. */
function progress(text: string): void {
  if (showsProgress) process.stdout.write(`\r\x1b[2K${text}`);
}
