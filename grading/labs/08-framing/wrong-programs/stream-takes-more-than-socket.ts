/**
 * A program that takes more into the stream than the socket takes.
 *
 * @file frame-stream.ts
 * @caughtBy the client takes no more input than the server takes
 * @says keeps in its memory
 */

export class FrameStream extends Duplex {
  override _write(text: string, _encoding: BufferEncoding, done: () => void): void {
    this.#socket.write(encodeFrame(text));
    done();
  }
}
