/**
 * A program that shows no more than the newest file holds.
 *
 * @file shared/logging/log.ts
 * @caughtBy show log reads over the borders of files
 * @says show log 40 should show 40 lines
 */

export class LogFile implements Log {
  async last(count: number): Promise<string[]> {
    this.#file.flush();
    let lines: string[] = [];
    for (const path of [this.#path]) {
      const missing = count - lines.length;
      if (missing <= 0) break;
      lines = [...(await lastLines(path, missing)), ...lines];
    }
    return lines;
  }
}
