/**
 * A program that takes a cut right behind the header for an end.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a stream that ends inside a frame is an error
 * @says takes the header off
 */

export class FrameDecoder {
  end(): void {
    this.check();
    const { length } = this.#waiting;
    if (length > HEADER_BYTES) {
      throw new ProtocolError(`the stream ended inside a frame, after ${length} bytes of it`);
    }
  }
}
