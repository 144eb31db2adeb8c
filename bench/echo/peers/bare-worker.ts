/**
 * The limit for lab 02: each accepted socket moves to a worker thread, which alone reads and writes it.
 *
 * All threads are started before the server listens, so that no measurement contains a start.
 * Needs Node 24.20 or newer: older ones cannot move a socket.
 */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { isMainThread, parentPort, threadId, Worker } from "node:worker_threads";
import { announce } from "./announce.ts";
import { serveLines } from "./line-server.ts";

declare module "node:worker_threads" {
  /** `@types/node` 24.19 does not know yet that a socket can move. */
  interface Worker {
    postMessage(socket: Socket, transferList: readonly Socket[]): void;
  }
}

/** More than the 50 clients of the busiest pattern, and lab 02's own default. */
const THREADS = 64;

if (isMainThread) await serveByThreads();
else serveInThread();

/** The main thread: accepts, hands over, and takes a thread back when its client has left. */
async function serveByThreads(): Promise<void> {
  const idle = await Promise.all(Array.from({ length: THREADS }, startThread));
  for (const worker of idle) worker.on("message", () => idle.push(worker));
  // A socket can only move while nothing has been read from it.
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const worker = idle.pop();
    if (worker === undefined) socket.destroy();
    else worker.postMessage(socket, [socket]);
  });
  announce(server);
}

async function startThread(): Promise<Worker> {
  const worker = new Worker(new URL(import.meta.url));
  await once(worker, "message");
  return worker;
}

/** A worker thread: serves one client at a time and says when it is free again. */
function serveInThread(): void {
  parentPort?.on("message", (socket) => {
    socket.once("close", () => parentPort?.postMessage("free"));
    serveLines(socket, threadId);
    socket.resume();
  });
  parentPort?.postMessage("ready");
}
