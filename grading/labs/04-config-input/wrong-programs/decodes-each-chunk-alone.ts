/**
 * A program that reads each chunk as text by itself, in callbacks.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy characters that are cut come back whole
 * @says the bytes were made into text
 */

class ClientConnection {
  constructor(socket: net.Socket, word: string) {
    this.#socket = socket;
    this.#word = word;
    socket.on("data", (chunk: Buffer) => this.#take(chunk.toString()));
    socket.on("end", () => socket.end());
    if (word === "") this.#enter();
    else socket.write("access word?\n");
  }
}
