/**
 * The packages that a bench measures itself against. They have a lock file of their own and are brought
 * when the bench runs: nothing else of the suite needs them.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Installs a folder's packages from its lock file; returns a sentence when that cannot be done. */
export function bringPeers(folder: string): string | undefined {
  if (existsSync(join(folder, "node_modules"))) return undefined;
  const flags = ["ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", flags, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0 ? undefined : "The packages could not be installed and are left out.";
}
