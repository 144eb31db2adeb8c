import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { connect } from "../net/connect.ts";
import { listen } from "../net/listen.ts";
import { runClient } from "./run-client.ts";

/** A connected pair: the client's socket, and the server's end of the same connection. */
async function connection(): Promise<{ client: Socket; server: Socket }> {
  const listener = createServer({ allowHalfOpen: true });
  const address = await listen(listener, { host: "127.0.0.1", port: 0 });
  const [client, [server]] = await Promise.all([
    connect(address),
    once(listener, "connection") as Promise<[Socket]>,
  ]);
  listener.close();
  return { client, server };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("runClient() sends the input, ends its side, and prints what comes after that", async () => {
  const { client, server } = await connection();
  const [input, output] = [new PassThrough(), new PassThrough()];
  const talking = runClient(client, input, output);
  input.end("hello\n");
  expect(await textOf(server)).toBe("hello\n");
  server.end("answer\n");
  await talking;
  output.end();
  expect(await textOf(output)).toBe("answer\n");
});

test("runClient() ends when the server has ended, though there is input left", async () => {
  const { client, server } = await connection();
  const input = new PassThrough();
  const talking = runClient(client, input, new PassThrough());
  server.end();
  await talking;
  expect(client.destroyed).toBe(true);
  expect(input.destroyed).toBe(true);
});

test("runClient() throws the reset of the connection", async () => {
  const { client, server } = await connection();
  const talking = runClient(client, new PassThrough(), new PassThrough());
  server.resetAndDestroy();
  await expect(talking).rejects.toMatchObject({ code: "ECONNRESET" });
});
