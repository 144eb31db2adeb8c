import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { LoadShape } from "./job.ts";
import { Target } from "./target.ts";

const RAW: LoadShape = { protocol: "raw", connections: 3, inFlight: 4, messageBytes: 64 };
const LINES: LoadShape = { ...RAW, protocol: "lines" };

let server: Server;
let target: Target;

afterEach(async () => {
  await target.close();
  server.close();
});

describe("Target", () => {
  test("measures a right echo", async () => {
    await loadOn(RAW, (socket) => socket.pipe(socket));
    await target.open(RAW);
    const result = await target.measure(50);
    expect(result.messagesPerSecond).toBeGreaterThan(0);
    expect(result.p99Us).toBeGreaterThanOrEqual(result.p50Us);
  });

  test("measures right answers to lines", async () => {
    await loadOn(LINES, (socket) => answerLines(socket, (count) => count));
    await target.open(LINES);
    expect((await target.measure(50)).messagesPerSecond).toBeGreaterThan(0);
  });

  test("finds lines that are numbered wrongly", async () => {
    await loadOn(LINES, (socket) => answerLines(socket, (count) => (count === 5 ? 4 : count)));
    await expect(target.open(LINES)).rejects.toThrow("not the right bytes");
  });

  test("finds a byte that was changed on the way", async () => {
    await loadOn(RAW, (socket) => {
      socket.on("data", (chunk) => socket.write(chunk.fill(0, 0, 1)));
    });
    await expect(target.open(RAW)).rejects.toThrow("the first answer is not what was sent");
  });

  test("finds bytes that nobody asked for", async () => {
    await loadOn(RAW, (socket) => {
      socket.on("data", (chunk) => socket.write(Buffer.concat([chunk, Buffer.from("!")])));
    });
    await expect(target.open(RAW)).rejects.toThrow(/first answer|bytes came/);
  });

  test("finds a connection that is closed in the middle", async () => {
    await loadOn(RAW, (socket) => {
      socket.once("data", (chunk) => socket.end(chunk));
    });
    await expect(target.open(RAW)).rejects.toThrow("the server closed a connection in use");
  });
});

/** Starts a server and connects a target to it. */
async function loadOn(shape: LoadShape, serve: (socket: Socket) => void): Promise<void> {
  server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    serve(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  target = new Target({ port, process: process.pid }, shape);
}

/** Lab 02's protocol, with the number of a line as `number` gives it. */
function answerLines(socket: Socket, number: (count: number) => number): void {
  let count = 0;
  socket.on("data", (chunk) => {
    for (const line of chunk.toString().split("\n").slice(0, -1)) {
      count += 1;
      socket.write(`[thread 5 line ${number(count)}] ${line}\n`);
    }
  });
}
