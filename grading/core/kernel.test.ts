import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { availableParallelism } from "node:os";
import { describe, expect, onTestFinished, test } from "vitest";
import { untilRead } from "../../tap/network/tcp-table.ts";
import { listensOn, parseCpuSeconds, waitedForProcessorMs } from "./kernel.ts";

describe("parseCpuSeconds()", () => {
  test("adds user and system time, also when the program's name holds spaces and brackets", () => {
    const stat = "42 (my (odd) name) S 1 42 42 0 -1 4194304 500 0 0 0 150 25 7 8 20 0 1 0 99 0";
    expect(parseCpuSeconds(stat)).toBe(1.75);
  });
});

/** A server that listens until the test is over, and its port. */
async function openServer(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer({ pauseOnConnect: true }).listen(0, host);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

test.skipIf(process.platform !== "linux")(
  "waitedForProcessorMs() grows when more is to be done than there are processors",
  async () => {
    const busy = Array.from({ length: 2 * availableParallelism() }, () =>
      spawn(process.execPath, ["-e", "for (;;) {}"]),
    );
    onTestFinished(() => {
      for (const child of busy) child.kill("SIGKILL");
    });
    const longest = () => Math.max(...busy.map(({ pid = 0 }) => waitedForProcessorMs(pid)));
    await expect.poll(longest, { timeout: 20_000 }).toBeGreaterThan(50);
    expect(waitedForProcessorMs(2 ** 30)).toBe(0);
  },
);

describe.skipIf(process.platform !== "linux")("the system's table of connections", () => {
  test("has every socket that listens, of both versions of IP", async () => {
    const hosts = [...Array(20).fill("127.0.0.1"), ...Array(20).fill("::")];
    const ports = await Promise.all(hosts.map(async (host) => (await openServer(host)).port));
    const found = await Promise.all(ports.map((port) => listensOn(port, process.pid)));
    expect(new Set(found)).toEqual(new Set(["yes"]));
  });

  test("tells that nobody listens, also when somebody is connected", async () => {
    const { server, port } = await openServer("127.0.0.1");
    const socket = connect(port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    await once(server, "connection");
    server.close();
    expect(await listensOn(port, process.pid)).toBe("no");
  });

  test("tells when a program has read what was sent to it", async () => {
    const { server, port } = await openServer("127.0.0.1");
    const sender = connect(port, "127.0.0.1");
    onTestFinished(() => void sender.destroy());
    const [reader]: [Socket] = (await once(server, "connection")) as [Socket];
    onTestFinished(() => void reader.destroy());
    sender.write("hello");
    let wasRead = false;
    const told = untilRead(port, sender.localPort ?? 0).then(() => wasRead);
    await new Promise((resolve) => setImmediate(resolve));
    reader.on("data", () => {
      wasRead = true;
    });
    reader.resume();
    expect(await told).toBe(true);
  });
});
