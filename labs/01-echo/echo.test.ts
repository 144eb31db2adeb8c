import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { connect } from "../../shared/net/connect.ts";
import { listen } from "../../shared/net/listen.ts";
import { handleConnection } from "./echo.ts";

/** A client connected to a server that serves it; `visit` settles when the visit is over. */
async function visitor(): Promise<{ client: Socket; visit: Promise<void> }> {
  const server = createServer({ allowHalfOpen: true });
  const visit = once(server, "connection").then(([socket]) => handleConnection(socket as Socket));
  const client = await connect(await listen(server, { host: "127.0.0.1", port: 0 }));
  server.close();
  return { client, visit };
}

test("handleConnection() echoes to the end and returns", async () => {
  const { client, visit } = await visitor();
  const sent = Buffer.alloc(3_000_000, "привет");
  client.end(sent);
  const received: Buffer[] = [];
  for await (const chunk of client as AsyncIterable<Buffer>) received.push(chunk);
  expect(Buffer.concat(received).equals(sent)).toBe(true);
  await visit;
});

test("handleConnection() survives a reset", async () => {
  const { client, visit } = await visitor();
  client.resetAndDestroy();
  await expect(visit).resolves.toBeUndefined();
});
