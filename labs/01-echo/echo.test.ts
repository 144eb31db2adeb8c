import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { connect } from "../../shared/net/connect.ts";
import { listen } from "../../shared/net/listen.ts";
import { handleConnection } from "./echo.ts";

/** A client connected to a server that serves it; `handled` settles when the connection is over. */
async function connectedClient(): Promise<{ client: Socket; handled: Promise<void> }> {
  const server = createServer({ allowHalfOpen: true });
  const handled = once(server, "connection").then(([socket]) => handleConnection(socket as Socket));
  const client = await connect(await listen(server, { host: "127.0.0.1", port: 0 }));
  server.close();
  return { client, handled };
}

test("handleConnection() echoes to the end and returns", async () => {
  const { client, handled } = await connectedClient();
  const sent = Buffer.alloc(3_000_000, "привет");
  client.end(sent);
  const received: Buffer[] = [];
  for await (const chunk of client as AsyncIterable<Buffer>) received.push(chunk);
  expect(Buffer.concat(received).equals(sent)).toBe(true);
  await handled;
});

test("handleConnection() survives a reset", async () => {
  const { client, handled } = await connectedClient();
  client.resetAndDestroy();
  await expect(handled).resolves.toBeUndefined();
});
