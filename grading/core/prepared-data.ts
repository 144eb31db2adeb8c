/** What a lab's server finds in its data folder at its first start, because to make it takes longer than a check. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Names of files and what is in them. */
export type PreparedData = ReadonlyMap<string, string>;

/**
 * What is prepared for a lab: what `grading/labs/NN-name/prepared-data.ts` makes. Undefined when there is no
 * such file, and its programs find their folder by themselves.
 */
export async function preparedData(lab: string): Promise<PreparedData | undefined> {
  if (!existsSync(new URL(`../labs/${lab}/prepared-data.ts`, import.meta.url))) return undefined;
  const { prepare } = (await import(`../labs/${lab}/prepared-data.ts`)) as {
    prepare: () => Promise<PreparedData>;
  };
  return await prepare();
}

/** Writes the files into a folder, readable by their owner alone. Those that are there stay. */
export function writePrepared(prepared: PreparedData, folder: string): void {
  for (const [name, text] of prepared) {
    const path = join(folder, name);
    if (!existsSync(path)) writeFileSync(path, text, { mode: 0o600 });
  }
}
