/**
 * Notices every save below a folder, by looking at its files several times a second. The system's own
 * events are not asked: they get lost when the folder is moved and comes back, some file systems send
 * none, and a system allows only so many watches. A lab has a few dozen files; looking costs less
 * than a millisecond.
 */
import { type BigIntStats, type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const LOOK_MS = 50;

/**
 * An editor saves in several steps: it empties the file and writes it, or writes another and renames
 * it. They follow each other within this time. It is also longer than a tick of a file's times
 * (4 to 10 ms), so a save that is not seen in them is read by whoever reads the files afterwards.
 */
const SETTLE_MS = 60;

/** Not the program's: what tools keep, and what the lab's programs write. */
const LEFT_OUT = /^(?:\..*|node_modules|data|.*\.log|.*~)$/;

export class WatchedFolder {
  readonly path: string;
  readonly #onSave: () => void;
  readonly #timer: NodeJS.Timeout;
  #snapshot: string;
  #version = 0;

  /** @param onSave called at the first sight of a change, and for each change that follows */
  constructor(path: string, onSave: () => void) {
    this.path = path;
    this.#onSave = onSave;
    this.#snapshot = snapshotOf(path);
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Looks now. Returns another number than before when a file has changed since. */
  look(): number {
    const snapshot = snapshotOf(this.path);
    if (snapshot !== this.#snapshot) {
      this.#snapshot = snapshot;
      this.#version += 1;
      this.#onSave();
    }
    return this.#version;
  }

  /**
   * Waits until nothing has changed for a moment. Whoever reads the files then, and finds the same
   * version afterwards, has read what was saved.
   *
   * @throws AbortError
   */
  async settled(signal: AbortSignal): Promise<number> {
    for (;;) {
      const version = this.look();
      await pause(SETTLE_MS, undefined, { signal });
      if (this.look() === version) return version;
    }
  }

  /** Waits for a change after this version. @throws AbortError */
  async changedSince(version: number, signal: AbortSignal): Promise<void> {
    while (this.look() === version) await pause(LOOK_MS, undefined, { signal });
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/** Every file's path with what a save changes: its times, its size or its place on the disk. */
function snapshotOf(folder: string): string {
  const lines = entriesIn(folder).map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return snapshotOf(path);
    const status = statusOf(path);
    return `${path}\n${status?.ino} ${status?.size} ${status?.mtimeNs} ${status?.ctimeNs}`;
  });
  return lines.sort().join("\n");
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !LEFT_OUT.test(name));
  } catch {
    return []; // it is gone, or cannot be read
  }
}

function statusOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
