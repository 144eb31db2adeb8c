/** What the other side said before it broke the connection is read, although the next write meets the break. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { GraderWasLate } from "./failure.ts";
import { nowAndThen } from "./now-and-then.ts";
import { standStill } from "./stand-still.ts";

test("a send now and then does not lose what has come meanwhile", async () => {
  const { client, server } = await pair();
  let received = "";
  client.on("data", (chunk) => {
    received += chunk;
  });
  client.on("error", () => {});
  const isOver = new Promise((resolve) => client.once("close", resolve));
  const sending = { everyMs: 5, limitMs: 60_000, send: () => client.write("x") };
  await nowAndThen(sending, async () => {
    await once(server, "data");
    server.write("too late", () => server.resetAndDestroy());
    await once(server, "close");
    standStill(50); // the words, the reset and the time to send again meet this thread together
    await isOver;
  });
  expect(received).toBe("too late");
});

test("who was silent for as long as a limit on silence has not sent now and then", async () => {
  const sending = { everyMs: 5, limitMs: 100, send: () => {} };
  const work = async () => standStill(200);
  await expect(nowAndThen(sending, work)).rejects.toThrow(GraderWasLate);
  await expect(nowAndThen(sending, async () => "done")).resolves.toBe("done");
});

async function pair(): Promise<{ client: Socket; server: Socket }> {
  const listener = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void listener.close());
  await once(listener, "listening");
  const bound = listener.address();
  if (bound === null || typeof bound === "string") throw new Error("not listening");
  const client = connect(bound.port, "127.0.0.1");
  const [server]: Socket[] = await once(listener, "connection");
  if (server === undefined) throw new Error("nobody came");
  server.on("error", () => {});
  return { client, server };
}
