import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { connectedPair } from "../../shared/testing/connected-pair.ts";
import { refuse } from "./handle-connection.ts";

test("refuse() tells the client and returns when it has left", async () => {
  const { client, server } = await connectedPair();
  const refused = refuse(server);
  expect(await text(client)).toBe("server full\n");
  client.end();
  await refused;
});

test("refuse() is heard by a client that talks all the time", async () => {
  const { client, server } = await connectedPair();
  client.end(Buffer.alloc(4 * 1024 * 1024));
  const refused = refuse(server);
  expect(await text(client)).toBe("server full\n");
  await refused;
});

test("refuse() does not wait for a client that stays", async () => {
  const { client, server } = await connectedPair();
  await refuse(server);
  expect(client.destroyed).toBe(false);
  server.destroy();
  client.destroy();
});

test("refuse() returns when the client resets the connection", async () => {
  const { client, server } = await connectedPair();
  const refused = refuse(server);
  client.resetAndDestroy();
  await refused;
});
