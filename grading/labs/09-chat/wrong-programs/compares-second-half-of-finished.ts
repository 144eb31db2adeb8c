/**
 * A program that compares the second half of FINISHED only.
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
  const { type, body } = protection.openFirst(frameBody);
  const isRight =
    body.length === transcript.length &&
    timingSafeEqual(body.subarray(16), transcript.subarray(16));
  if (type !== RECORD.FINISHED || !isRight) {
    throw new ProtocolError("the first record is not the FINISHED of this handshake");
  }
}
