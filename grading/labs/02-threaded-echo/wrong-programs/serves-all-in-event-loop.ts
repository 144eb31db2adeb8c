/**
 * A program that serves all clients in its event loop, under the numbers of threads that do
 * nothing.
 *
 * @file thread-pool.ts
 * @caughtBy while one client computes, another is answered at once
 * @says no event is handled in it
 */
import { Conversation } from "../../../../labs/02-threaded-echo/conversation.ts";

export class Thread {
  async handleConnection(socket: Socket): Promise<ConnectionEnd> {
    const conversation = new Conversation(this.number);
    socket.on("data", (chunk: Buffer) => socket.write(conversation.answer(chunk)));
    socket.on("end", () => socket.end(conversation.end()));
    await once(socket.resume(), "close").catch(() => {});
    return { reason: undefined };
  }
}
