import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { connect } from "./connect.ts";
import { stopGracefully, type Visits, welcome } from "./graceful-stop.ts";
import { listen } from "./listen.ts";

/** A server, one visit of which `serve` decides, and the visiting client. */
async function visited(serve: (socket: Socket) => Promise<void>): Promise<{
  server: Server;
  visits: Visits;
  client: Socket;
  address: { host: string; port: number };
}> {
  const server = createServer({ allowHalfOpen: true });
  const visits = welcome(server, serve);
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  const [client] = await Promise.all([connect(address), once(server, "connection")]);
  return { server, visits, client, address };
}

/** Waits until the connection is closed, by whatever means. */
async function untilClosed(socket: Socket): Promise<void> {
  await finished(socket).catch(() => {});
}

test("welcome() keeps account of the visits under way", async () => {
  const { server, visits, client } = await visited(async (socket) => {
    socket.resume().end();
    await untilClosed(socket);
  });
  expect(visits.size).toBe(1);
  const [visit] = visits.values();
  client.resume().end();
  await visit;
  await Promise.resolve(); // `finally` comes one turn after the visit's own end
  expect(visits.size).toBe(0);
  server.close();
});

test("stopGracefully() refuses new clients and waits for the visit under way", async () => {
  const answered = Promise.withResolvers<void>();
  const { server, visits, client, address } = await visited(async (socket) => {
    await answered.promise;
    socket.end("answer\n");
    socket.resume();
    await untilClosed(socket);
  });
  let isStopped = false;
  const stopping = stopGracefully(server, visits, 60_000).then(() => {
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

test("stopGracefully() resets a connection that is open after the grace time", async () => {
  const { server, visits, client } = await visited(untilClosed);
  const broken = once(client, "error");
  await stopGracefully(server, visits, 1);
  const [error] = await broken;
  expect(error.code).toBe("ECONNRESET");
});

test("stopGracefully() leaves no timer behind", async () => {
  const server = createServer();
  const visits = welcome(server, untilClosed);
  await listen(server, { host: "127.0.0.1", port: 0 });
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  await stopGracefully(server, visits, 60_000);
  expect(timers()).toBe(before);
});
