/**
 * A program that takes any FINISHED for the right one.
 *
 * @file channel/finished.ts
 * @caughtBy a wrong FINISHED ends the connection without a word
 * @says Only a right FINISHED shows
 */

export function checkFinished(
  sealing: FernetSealing,
  frameBody: Uint8Array,
  transcript: Uint8Array,
): void {
  const { type } = sealing.openFirst(frameBody);
  if (type !== RECORD.FINISHED) {
    throw new ProtocolError("the first record is not the FINISHED of this handshake");
  }
}
