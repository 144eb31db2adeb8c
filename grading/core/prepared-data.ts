/** What a lab's server finds in its data folder at its first start, because to make it takes longer than a check. */
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Names of files and what is in them. */
export type PreparedData = ReadonlyMap<string, string>;

/**
 * What is prepared for a lab: what `grading/labs/NN-name/prepared-data.ts` makes; for a part, its own file
 * or else its lab's. Undefined when there is no such file, and its programs find their folder by themselves.
 */
export async function preparedData(lab: string): Promise<PreparedData | undefined> {
  const file = [lab, dirname(lab)]
    .map((folder) => new URL(`../labs/${folder}/prepared-data.ts`, import.meta.url))
    .find((url) => existsSync(url));
  if (file === undefined) return undefined;
  const { prepare }: { prepare: () => Promise<PreparedData> } = await import(file.href);
  return await prepare();
}

/** Writes the files into a folder, readable by their owner alone. Those that are there stay. */
export function writePrepared(prepared: PreparedData, folder: string): void {
  for (const [name, text] of prepared) {
    const path = join(folder, name);
    if (!existsSync(path)) writeFileSync(path, text, { mode: 0o600 });
  }
}
