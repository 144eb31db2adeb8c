/**
 * A program that hears SIGTERM only.
 *
 * @file shared/lifecycle/run-server.ts
 * @caughtBy after SIGINT the log is complete
 * @says was ended by SIGINT
 */

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve("SIGTERM"));
  });
}
