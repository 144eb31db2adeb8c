/**
 * A program that waits for the end of the socket in place of its drain.
 *
 * @file frame-stream.ts
 * @caughtBy a client that reads late gets every reply
 * @says wait for its "drain"
 */

export class FrameStream extends Duplex {
  #whenDrained(done: () => void): void {
    const socket = this.#socket;
    const settle = () => {
      socket.off("drain", settle);
      socket.off("close", settle);
      done();
    };
    socket.on("close", settle);
  }
}
