/**
 * A program that takes any FINISHED for the right one.
 *
 * @file a-channel/record-protection.ts
 * @caughtBy a wrong FINISHED ends the connection without a word
 * @says Only a right FINISHED shows
 */

export function checkFinished(
  protection: FernetProtection,
  frameBody: Uint8Array,
  transcript: Uint8Array,
): void {
  const { type } = protection.openFirst(frameBody);
  if (type !== RECORD.FINISHED) {
    throw new ProtocolError("the first record is not the FINISHED of this handshake");
  }
}
