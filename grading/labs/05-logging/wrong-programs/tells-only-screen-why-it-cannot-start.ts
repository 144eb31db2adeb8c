/**
 * A program that tells only the screen why it cannot start.
 *
 * @file shared/lifecycle/run-server.ts
 * @caughtBy a failed start is told in the log
 * @says Who looks into the log the next morning
 */

async function logFailure<Result>(work: Promise<Result>, _log: LogFile): Promise<Result> {
  return await work;
}
