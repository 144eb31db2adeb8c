/**
 * A program that takes the end of a stream for a silence.
 *
 * @file handle-connection.ts
 * @caughtBy the log tells how each client left
 * @says "disconnected why=end"
 */

function endOf({ socket }: LoggedConnection, { stopping }: ReadLimits): string {
  return stopping.aborted ? "stop" : "silence";
}
