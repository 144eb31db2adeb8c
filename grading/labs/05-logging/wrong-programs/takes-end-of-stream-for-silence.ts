/**
 * A program that takes the end of a stream for a silence.
 *
 * @file visit.ts
 * @caughtBy the log tells how each client left
 * @says "disconnected why=end"
 */

function endOf({ socket }: Visitor, { stopping }: ReadLimits): string {
  return stopping.aborted ? "stop" : "silence";
}
