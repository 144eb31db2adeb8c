/**
 * A program that leaves the end of the log to the exit.
 *
 * @file shared/logging/gathering-file.ts
 * @caughtBy after SIGTERM the log is complete
 * @says they still waited in memory
 */

export class GatheringFile {
  async close(): Promise<void> {}
}
