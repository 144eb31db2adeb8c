/**
 * A program that does not count the header that waits with the body that waits.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a long frame comes in many chunks
 * @says one read is not one frame
 */

export class FrameDecoder {
  #lacking(): number {
    const { bytes, start, length } = this.#waiting;
    if (length < HEADER_BYTES) return HEADER_BYTES - length;
    return readLength(bytes, start) - length;
  }
}
