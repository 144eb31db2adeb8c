/**
 * A program that calls the callback of _write without waiting for the socket.
 *
 * @file frame-stream.ts
 * @caughtBy the client takes no more input than the server takes
 * @says It keeps in its memory what the server does not read
 */

export class FrameStream extends Duplex {
  #whenDrained(done: () => void): void {
    done();
  }
}
