/** The TypeScript files of a lab and of `shared`, tests left out, as paths from the project's folder. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "./labs.ts";

/** A lab's own files, those in folders below it and of its parts too. Its demonstrations stand apart: they only show. */
export function sourceFiles(lab: Lab): string[] {
  return typeScriptBelow(lab.root, `labs/${lab.folder}`).filter(
    (path) => !path.includes("/demos/"),
  );
}

/** What several labs share. */
export function sharedFiles(root: string): string[] {
  return typeScriptBelow(root, "shared");
}

function typeScriptBelow(root: string, folder: string): string[] {
  return filesBelow(root, folder).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
  );
}

/** All that lies in a folder and below it, in order, as paths from the project's folder. */
export function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .sort();
}
