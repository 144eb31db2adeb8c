/**
 * A program that decodes the frames of all clients with one decoder.
 *
 * @file frame-stream.ts
 * @caughtBy two clients that send at the same time are kept apart
 * @says Something of one client showed up at another
 */

const decoder = new FrameDecoder();

export class FrameStream extends Duplex {
  constructor(socket: Socket, options: { maxBodyBytes?: number } = {}) {
    super({ objectMode: true, readableHighWaterMark: 1 });
    this.#socket = socket;
    this.#decoder = decoder;
    // Before the end the reader is told, in turn; after it only a write can fail.
    socket.on("error", (error) => {
      if (this.readableEnded) this.destroy(error);
    });
    void this.#receive();
  }
}
