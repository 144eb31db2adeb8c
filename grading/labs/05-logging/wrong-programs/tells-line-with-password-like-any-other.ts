/**
 * A program that tells a line with a password like any other.
 *
 * @file request.ts
 * @caughtBy the client logs no password either
 * @says should stand in no file; it stands in client.log
 */

export function fieldsOf(line: string): Fields {
  return { bytes: Buffer.byteLength(line), text: line };
}
