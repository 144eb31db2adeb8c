/** For tests: both ends of one connection over the loopback network. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { connect } from "../net/connect.ts";
import { listen } from "../net/listen.ts";

/** A client's socket and the server's end of the same connection, both half-open. */
export async function connectedPair(): Promise<{ client: Socket; server: Socket }> {
  const listener = createServer({ allowHalfOpen: true });
  const address = await listen(listener, { host: "127.0.0.1", port: 0 });
  const [client, [server]] = await Promise.all([
    connect(address),
    once(listener, "connection") as Promise<[Socket]>,
  ]);
  listener.close();
  return { client, server };
}

/** Everything that comes until the stream ends, as text. */
export async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
