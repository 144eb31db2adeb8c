/**
 * A program that reports the end inside a frame like any other error.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a stream that ends inside a frame is an error
 * @says by no other
 */

export class FrameDecoder {
  end(): void {
    this.check();
    const { length } = this.#waiting;
    if (length > 0) {
      throw new Error(`the stream ended inside a frame, after ${length} bytes of it`);
    }
  }
}
