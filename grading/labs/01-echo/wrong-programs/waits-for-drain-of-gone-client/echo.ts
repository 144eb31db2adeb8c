/**
 * A program that waits for a drain that never comes when the client has gone.
 *
 * @file echo.ts
 * @caughtBy a client that leaves while its echo waits is let go
 * @says A connection that is gone never drains
 */
import { send } from "../../../../../shared/net/send.ts";

export async function echo(socket: Socket, peer: string): Promise<void> {
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    await send(socket, chunk);
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  }
  socket.end();
  await finished(socket);
}
