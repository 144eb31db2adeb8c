/**
 * A program that leaves the end of the log to the exit.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy after SIGTERM the log is complete
 * @says they still waited in memory
 */

export class BufferedAppender {
  async close(): Promise<void> {}
}
