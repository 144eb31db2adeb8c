/**
 * A program that keeps the token of the last client in a variable that all share.
 *
 * @file handle-connection.ts
 * @caughtBy two clients that send at the same time are kept apart
 * @says Something of one client showed up at another
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
    token = newToken();
    const listening = listen(place, context);
    await Promise.race([listening, greet(place, token, context).then(() => listening)]);
    await partFrom(stream);
    context.print(`left ${address}`);
    return context.stopping.aborted ? "server stops" : "end of stream";
  } catch (error) {
    context.print(
      error instanceof ProtocolError ? `refused ${address}: ${error.message}` : `lost ${address}`,
    );
    throw error;
  } finally {
    context.stopping.removeEventListener("abort", stop);
    context.line.leave(place);
  }
}

let token = "";

async function listen({ client, turn }: Place<Client>, context: ServerContext): Promise<void> {
  for await (const message of client.stream) {
    const text = withoutChecksum(context.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = Buffer.byteLength(text);
    context.print(`received ${bytes} bytes: ${text}`);
    client.log.info("received", { bytes });
  }
}
