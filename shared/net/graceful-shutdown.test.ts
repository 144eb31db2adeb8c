import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { connect } from "./connect.ts";
import { type Connections, shutdown, trackConnections } from "./graceful-shutdown.ts";
import { listen } from "./listen.ts";

/** A server, one connection of which `serve` decides, and the client that connects. */
async function connected(serve: (socket: Socket) => Promise<void>): Promise<{
  server: Server;
  connections: Connections;
  client: Socket;
  address: { host: string; port: number };
}> {
  const server = createServer({ allowHalfOpen: true });
  const connections = trackConnections(server, serve);
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  const [client] = await Promise.all([connect(address), once(server, "connection")]);
  return { server, connections, client, address };
}

/** Waits until the connection is closed, by whatever means. */
async function untilClosed(socket: Socket): Promise<void> {
  await finished(socket).catch(() => {});
}

test("trackConnections() keeps account of the connections under way", async () => {
  const { server, connections, client } = await connected(async (socket) => {
    socket.resume().end();
    await untilClosed(socket);
  });
  expect(connections.size).toBe(1);
  const [handled] = connections.values();
  client.resume().end();
  await handled;
  await Promise.resolve(); // `finally` comes one turn after the connection's own end
  expect(connections.size).toBe(0);
  server.close();
});

test("shutdown() refuses new clients and waits for the connection under way", async () => {
  const answered = Promise.withResolvers<void>();
  const { server, connections, client, address } = await connected(async (socket) => {
    await answered.promise;
    socket.end("answer\n");
    socket.resume();
    await untilClosed(socket);
  });
  let isStopped = false;
  const stopping = shutdown(server, connections, 60_000).then(() => {
    isStopped = true;
  });
  await expect(connect(address)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(isStopped).toBe(false);
  answered.resolve();
  const [answer] = await once(client, "data");
  client.end();
  await stopping;
  expect(String(answer)).toBe("answer\n");
});

test("shutdown() resets a connection that is open after the grace time", async () => {
  const { server, connections, client } = await connected(untilClosed);
  const broken = once(client, "error");
  await shutdown(server, connections, 1);
  const [error] = await broken;
  expect(error.code).toBe("ECONNRESET");
});

test("shutdown() leaves no timer behind", async () => {
  const server = createServer();
  const connections = trackConnections(server, untilClosed);
  await listen(server, { host: "127.0.0.1", port: 0 });
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  await shutdown(server, connections, 60_000);
  expect(timers()).toBe(before);
});
