import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { connect } from "./connect.ts";
import { listen } from "./listen.ts";

test("listen() returns the address with the port that the system chose", async () => {
  const server = createServer();
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  expect(address.host).toBe("127.0.0.1");
  expect(address.port).toBeGreaterThan(0);
  expect(server.listenerCount("error")).toBe(0);
  server.close();
});

test("listen() throws the system's error for a taken port", async () => {
  const first = createServer();
  const address = await listen(first, { host: "127.0.0.1", port: 0 });
  await expect(listen(createServer(), address)).rejects.toMatchObject({ code: "EADDRINUSE" });
  first.close();
});

test("connect() returns a half-open socket without listeners of its own", async () => {
  const server = createServer((socket) => socket.end("bye"));
  const socket = await connect(await listen(server, { host: "127.0.0.1", port: 0 }));
  expect(socket.allowHalfOpen).toBe(true);
  expect(socket.listenerCount("error")).toBe(0);
  socket.resume();
  await once(socket, "end");
  expect(socket.writable).toBe(true);
  socket.destroy();
  server.close();
});

test("connect() throws the system's error where nothing listens", async () => {
  const server = createServer();
  const { port } = await listen(server, { host: "127.0.0.1", port: 0 });
  // The port is held at another address of the loopback network, so it is free at this one.
  await expect(connect({ host: "127.0.0.2", port })).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
  server.close();
});
