/**
 * A program that says of every client that is gone that it has left.
 *
 * @file handle-connection.ts
 * @caughtBy the server says whom it has refused
 * @says by a `ProtocolError`, and by no other
 */

export async function handleConnection(
  { socket, address, log }: LoggedConnection,
  context: ServerContext,
): Promise<string> {
  const stream = new FrameStream(socket, context);
  const place = context.line.enter({ address, stream, log, waitingBytes: 0 });
  const stop = () => void partFrom(stream);
  context.stopping.addEventListener("abort", stop);
  try {
    const token = newToken();
    const listening = listen(place, token, context);
    await Promise.race([listening, greet(place, token, context).then(() => listening)]);
    await partFrom(stream);
    context.print(`left ${address}`);
    return context.stopping.aborted ? "server stops" : "end of stream";
  } catch (error) {
    context.print(error instanceof ProtocolError ? `lost ${address}` : `left ${address}`);
    throw error;
  } finally {
    context.stopping.removeEventListener("abort", stop);
    context.line.leave(place);
  }
}
