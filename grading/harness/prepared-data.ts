/** What a lab's server finds in its data folder at its first start, because to make it takes longer than a check. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { theIdentity } from "./chat/identity.ts";

/** Names of files and what is in them. */
export type PreparedData = ReadonlyMap<string, string>;

/** What is prepared for a lab; undefined when nothing is, and its programs find their folder by themselves. */
export async function preparedData(lab: string): Promise<PreparedData | undefined> {
  if (!lab.startsWith("09-")) return undefined;
  const { privateKeyPem, certificatePem } = await theIdentity();
  return new Map([
    ["server.key", privateKeyPem],
    ["server.crt", certificatePem],
  ]);
}

/** Writes the files into a folder, readable by their owner alone. Those that are there stay. */
export function writePrepared(prepared: PreparedData, folder: string): void {
  for (const [name, text] of prepared) {
    const path = join(folder, name);
    if (!existsSync(path)) writeFileSync(path, text, { mode: 0o600 });
  }
}
