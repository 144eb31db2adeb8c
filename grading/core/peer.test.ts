/** Whether the other end has gone is seen by sending; a peer that was silent itself has not seen why. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connectPeer } from "./connect-peer.ts";
import { EventLog } from "./event-log.ts";
import { GraderWasLate } from "./failure.ts";
import type { Peer } from "./peer.ts";
import { standStill } from "./stand-still.ts";

test("expectGone() finds that the other end goes while it is sent to", async () => {
  const { peer, socket } = await pair();
  socket.once("data", () => setTimeout(() => socket.destroy(), 60));
  await peer.expectGone("it should go", { maxSilenceMs: 60_000 });
});

test("expectGone() finds at once that the other end has gone", async () => {
  const { peer, socket } = await pair();
  socket.destroy();
  await peer.expectGone("it should have gone", { maxSilenceMs: 60_000 });
});

test("expectGone() says nothing of an end that came while the grader stood still", async () => {
  const { peer, socket } = await pair();
  socket.setTimeout(200, () => socket.destroy());
  socket.once("data", () => setImmediate(() => standStill(300)));
  const seen = peer.expectGone("it should go", { maxSilenceMs: 100 });
  await expect(seen).rejects.toThrow(GraderWasLate);
});

/** A peer, and a socket of this process at the other end that has ended its side. */
async function pair(): Promise<{ peer: Peer; socket: Socket }> {
  const listener = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  onTestFinished(() => void listener.close());
  await once(listener, "listening");
  const bound = listener.address();
  if (bound === null || typeof bound === "string") throw new Error("not listening");
  const coming: Promise<Socket[]> = once(listener, "connection");
  const address = { host: "127.0.0.1", port: bound.port };
  const peer = await connectPeer(address, "client", new EventLog());
  onTestFinished(() => peer.close());
  const [socket] = await coming;
  if (socket === undefined) throw new Error("nobody came");
  socket.on("error", () => {}).resume();
  socket.end();
  await peer.expectEnd("the other end has ended its side");
  return { peer, socket };
}
