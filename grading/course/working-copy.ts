/** The learner's working copy of a lab: making it, keeping an old one, comparing it. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyFolder, type Lab } from "./labs.ts";
import { starterFiles } from "./starter.ts";

/** @throws Error when the learner has not begun this lab */
export function requireCopy(lab: Lab): void {
  if (existsSync(copyFolder(lab))) return;
  throw new Error(
    `Cannot find your copy of lab ${lab.number}: there is no work/${lab.folder}; make it with npm run lab ${lab.number} start`,
  );
}

/** Makes the working copy. @throws Error when there is one: nothing is ever overwritten */
export function makeCopy(lab: Lab): void {
  if (existsSync(copyFolder(lab))) {
    throw new Error(
      `Cannot make work/${lab.folder}: it is there already; go on in it, or begin again with npm run lab ${lab.number} reset`,
    );
  }
  for (const [path, text] of starterFiles(lab)) {
    const file = join(copyFolder(lab), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Moves the working copy aside, where it is kept; returns where, undefined when there was none. */
export function moveCopyAside(lab: Lab): string | undefined {
  if (!existsSync(copyFolder(lab))) return undefined;
  // No colons: they are not allowed in a file's name everywhere.
  const time = new Date().toISOString().replaceAll(":", "-");
  const aside = `work/${lab.folder}.old-${time}`;
  renameSync(copyFolder(lab), join(lab.root, aside));
  return aside;
}

/**
 * The files in which the copy is not the worked solution. The solution is as it would read in the
 * copy's place, so that only what the learner wrote differs; a file that is gone reads as empty.
 */
export function differences(lab: Lab): { path: string; mine: string; solution: string }[] {
  requireCopy(lab);
  return [...starterFiles(lab, { only: [] })]
    .map(([path, solution]) => {
      const file = join(copyFolder(lab), path);
      const mine = existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : "";
      return { path, mine, solution };
    })
    .filter(({ mine, solution }) => mine !== solution);
}
