/**
 * Grades a folder now and after every save, and never shows a result that a save has overtaken: a
 * save during a grading stops it and is followed by another one.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROLES } from "../course/labs.ts";
import { WatchedFolder } from "./watched-folder.ts";

export interface SaveOptions<Result> {
  folder: string;
  /** Ends it; a grading that runs is finished first. */
  signal: AbortSignal;
  /** Gets a signal of its own for a save that overtakes it. */
  grade: (overtaken: AbortSignal) => Promise<Result>;
  /** Called at once: at the beginning, and at each save that a grading will follow. */
  onChecking: () => void;
  /** Called with the result for what is saved. */
  onResult: (result: Result) => void;
  /** Called instead of a grading when the folder, or one of its programs, is not there. */
  onMissing: (path: string) => void;
}

export async function gradeAtEverySave<Result>(options: SaveOptions<Result>): Promise<void> {
  const { folder, signal, grade, onChecking, onResult, onMissing } = options;
  let isAnnounced = true;
  let overtaken = new AbortController();
  const watched = new WatchedFolder(folder, () => {
    overtaken.abort();
    if (!isAnnounced) onChecking();
    isAnnounced = true;
  });
  onChecking();
  try {
    while (!signal.aborted) {
      const version = await watched.settled(signal);
      isAnnounced = false;
      const missing = missingIn(folder);
      if (missing === undefined) {
        overtaken = new AbortController();
        const [grading] = await Promise.allSettled([grade(overtaken.signal)]);
        if (signal.aborted) return;
        // Neither the result nor an error is of what is saved now.
        if (watched.look() !== version) continue;
        if (grading.status === "rejected") throw grading.reason;
        onResult(grading.value);
      } else onMissing(missing);
      await watched.changedSince(version, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    watched.close();
  }
}

function missingIn(folder: string): string | undefined {
  const needed = [folder, ...ROLES.map((role) => join(folder, `${role}.ts`))];
  return needed.find((path) => !existsSync(path));
}
