/** A check's hostile network: in the event log, between any client and any server, and gone afterwards. */
import { afterEach, expect, test } from "vitest";
import { connect } from "../../shared/net/connect.ts";
import { openContext } from "./open-context.ts";

/** A server that says how each chunk came: "<5>". */
const COUNTING = `
  import { createServer } from "node:net";
  const server = createServer((socket) => socket.on("data", ({ length }) => socket.write("<" + length + ">")));
  server.listen(0, "127.0.0.1", () => console.log("listening on 127.0.0.1:" + server.address().port));
`;

const clearing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const clear of clearing.splice(0)) await clear();
});

async function counting() {
  const command = [process.execPath, "--input-type=module", "--eval", COUNTING, "--"];
  const { context, close } = await openContext({
    name: "a test",
    server: command,
    client: command,
  });
  clearing.push(close);
  return { context, server: await context.ownServer() };
}

test("through() cuts what passes, says so in the event log, and is gone with the context", async () => {
  const { context, server } = await counting();
  const address = await context.through(server, { split: 2 });
  const client = await context.connect({ ...server, address });
  client.send("hello");
  await client.expectBytes("<2><2><1>", "how the chunks came");
  const told = context.eventLog.steps().map(({ voice, text }) => `${voice}: ${text}`);
  expect(told).toContainEqual(
    `network: cuts every chunk into pieces of 2 bytes (127.0.0.1:${address.port} leads to 127.0.0.1:${server.address.port})`,
  );
  await context.clear(false);
  await expect(connect(address)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("what the network does by itself is told when it happens", async () => {
  const { context, server } = await counting();
  const address = await context.through(server, { resetAfter: 3 });
  const client = await context.connect({ ...server, address });
  client.send("hello");
  await client.untilBytes(1_000);
  expect(client.ending).toBe("reset");
  const texts = context.eventLog.steps().map(({ text }) => text);
  expect(texts.at(-1)).toBe("reset the connection on both sides (RST)");
});
