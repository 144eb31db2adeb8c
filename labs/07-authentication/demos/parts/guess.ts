/**
 * What a thief does with a stolen file: he tries words until they fit. No server can slow him down;
 * only what a guess costs can.
 */
import { hash } from "node:crypto";
import { verifyPassword } from "../../../../shared/auth/password-hash.ts";
import { parseRecord } from "../../../../shared/auth/password-record.ts";

/** How far a guesser has come. */
export interface Loot {
  /** Passwords by name. */
  found: Map<string, string>;
  /** Words that have been tried at everybody; a part of one counts as that part. */
  words: number;
  milliseconds: number;
}

/** Guesses at a time: as many as Node's pool has threads. */
const AT_ONCE = 4;

/**
 * Tries words on the lines `name,md5`. There is no salt, so one md5 of a word is compared with
 * everybody's at once.
 */
export function guessMd5(lines: readonly string[], words: Iterable<string>): Loot {
  const start = performance.now();
  const names = new Map(lines.map((line) => [line.split(",")[1], line.split(",")[0] ?? ""]));
  const found = new Map<string, string>();
  let tried = 0;
  for (const word of words) {
    tried++;
    const name = names.get(hash("md5", word));
    if (name !== undefined) found.set(name, word);
  }
  return { found, words: tried, milliseconds: performance.now() - start };
}

/**
 * Tries words on the lines `name,$scrypt$…`, until the time is over. Each record has its own salt, so
 * each word is a new task at each of them.
 *
 * @param tell is called after every guess
 */
export async function guessScrypt(
  lines: readonly string[],
  words: Iterable<string>,
  forMs: number,
  tell: (loot: Loot) => void,
): Promise<Loot> {
  const start = performance.now();
  const loot: Loot = { found: new Map(), words: 0, milliseconds: 0 };
  const tasks = everyTask(lines, words);
  const work = async () => {
    for (const { name, record, word } of tasks) {
      const fits = await verifyPassword(word, record);
      if (fits) loot.found.set(name, word);
      loot.words += 1 / lines.length;
      loot.milliseconds = performance.now() - start;
      tell(loot);
      if (loot.milliseconds >= forMs) return;
    }
  };
  // They share one iterator: each takes the next task when it is done with its own.
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return loot;
}

function* everyTask(lines: readonly string[], words: Iterable<string>) {
  const records = lines.flatMap((line) => {
    const comma = line.indexOf(",");
    const record = parseRecord(line.slice(comma + 1));
    return record === undefined ? [] : [{ name: line.slice(0, comma), record }];
  });
  for (const word of words) for (const one of records) yield { ...one, word };
}
