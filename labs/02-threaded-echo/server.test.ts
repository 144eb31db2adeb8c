/** The promise of the whole program: whoever leaves, leaves nothing behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { MAX_IDLE, MIN_IDLE } from "./thread-pool.ts";

const CONNECTIONS = 1_000;
const AT_ONCE = 4;

/** Six descriptors a thread on Linux, with room to spare; a leak would be one or more for each connection. */
const MAX_DESCRIPTORS_A_THREAD = 10;

interface Server {
  process: ChildProcess;
  port: number;
}

const running: ChildProcess[] = [];

afterEach(() => {
  for (const server of running.splice(0)) server.kill("SIGKILL");
});

test.skipIf(process.platform !== "linux")(
  "1,000 connections leave no thread and no descriptor behind",
  async () => {
    const server = await startServer();
    await expect.poll(() => workerThreads(server)).toBe(MIN_IDLE);
    const before = descriptors(server);
    await connectMany(server, CONNECTIONS);
    await expect.poll(() => descriptors(server).sockets).toBe(before.sockets);
    await expect.poll(() => workerThreads(server)).toBeLessThanOrEqual(MAX_IDLE);
    expect(descriptors(server).all - before.all).toBeLessThan(MAX_IDLE * MAX_DESCRIPTORS_A_THREAD);
  },
);

async function startServer(): Promise<Server> {
  const file = fileURLToPath(new URL("server.ts", import.meta.url));
  const child = spawn(process.execPath, [file, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const lines = createInterface({ input: child.stdout });
  return await new Promise((resolve) => {
    lines.on("line", (line) => {
      const port = /^listening on .*:(\d+)$/.exec(line)?.[1];
      if (port !== undefined) resolve({ process: child, port: Number(port) });
    });
  });
}

/** Some clients, each of which comes again as soon as it has left. */
async function connectMany(server: Server, count: number): Promise<void> {
  let left = count;
  const client = async () => {
    for (; left > 0; left--)
      expect(await sendLine(server)).toMatch(/^\[thread \d+ line 1\] hello\n$/);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
}

/** Comes, says a line, reads the answer, leaves. */
async function sendLine({ port }: Server): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  await once(socket, "connect");
  socket.end("hello\n");
  return await text(socket);
}

/** The threads that Node calls by this name: each is one `Worker`. */
function workerThreads({ process }: Server): number {
  const tasks = `/proc/${process.pid}/task`;
  const names = readdirSync(tasks).map((task) =>
    readOrNothing(() => readFileSync(`${tasks}/${task}/comm`, "utf8")),
  );
  return names.filter((name) => name === "WorkerThread\n").length;
}

function descriptors({ process }: Server): { sockets: number; all: number } {
  const folder = `/proc/${process.pid}/fd`;
  const targets = readdirSync(folder).map((name) =>
    readOrNothing(() => readlinkSync(`${folder}/${name}`)),
  );
  return {
    sockets: targets.filter((target) => target.startsWith("socket:")).length,
    all: targets.length,
  };
}

/** What is listed may be gone by the time that it is read. */
function readOrNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
