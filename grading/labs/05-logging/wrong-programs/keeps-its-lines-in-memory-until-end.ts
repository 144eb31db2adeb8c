/**
 * A program that keeps its lines in memory until the end.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy every event of a connection is a line in server.log
 * @says There is no line in server.log. A line may wait a moment
 */

export const FLUSH_MS = 86_400_000;
