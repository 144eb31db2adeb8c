import { createServer, type Server } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { listen } from "../../shared/net/listen.ts";
import { listenNearby } from "./listen-nearby.ts";

const HOST = "127.0.0.1";

/** Below the range from which the system gives ports by itself. */
const MIN_PORT = 12_000;

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((closed) => server.close(closed));
});

/** A server that is closed after the test. */
function newServer(): Server {
  const server = createServer();
  open.push(server);
  return server;
}

/** Takes so many ports in a row, and returns the first. */
async function takeInARow(count: number): Promise<number> {
  let first = MIN_PORT + (process.pid % 5_000);
  for (let port = first; port < first + count; port++) {
    const isTaken = await listen(newServer(), { host: HOST, port }).then(
      () => false,
      () => true,
    );
    if (isTaken) first = port + 1;
  }
  return first;
}

test("listenNearby() takes the port that it is told, when that is free", async () => {
  const port = await takeInARow(1);
  const [holder] = open.splice(-1);
  await new Promise((closed) => holder?.close(closed));
  expect(await listenNearby(newServer(), { host: HOST, port })).toEqual({ host: HOST, port });
});

test("listenNearby() takes the first free port after those that are taken", async () => {
  const port = await takeInARow(3);
  expect((await listenNearby(newServer(), { host: HOST, port })).port).toBeGreaterThan(port + 2);
});

test("listenNearby() gives up after 20 ports, and leaves no listener behind", async () => {
  const port = await takeInARow(20);
  const server = newServer();
  const warn = vi.spyOn(process, "emitWarning");
  await expect(listenNearby(server, { host: HOST, port })).rejects.toThrow(
    `Cannot listen on ${HOST}:${port}: all ports up to ${port + 19} are taken; choose another with --port, or 0 for any free one`,
  );
  expect(warn).not.toHaveBeenCalled();
  expect(server.eventNames()).toEqual([]);
});

test("listenNearby() does not go beyond 65535", async () => {
  await listen(newServer(), { host: HOST, port: 65_535 }).catch(() => {}); // taken by somebody else
  await expect(listenNearby(newServer(), { host: HOST, port: 65_535 })).rejects.toThrow(
    `Cannot listen on ${HOST}:65535: the port is taken`,
  );
});

test("listenNearby() lets other errors out at the first port", async () => {
  const elsewhere = { host: "203.0.113.4", port: MIN_PORT };
  await expect(listenNearby(newServer(), elsewhere)).rejects.toMatchObject({
    code: "EADDRNOTAVAIL",
    port: MIN_PORT,
  });
});

test("listenNearby() leaves port 0 to the system", async () => {
  expect((await listenNearby(newServer(), { host: HOST, port: 0 })).port).toBeGreaterThan(0);
});
