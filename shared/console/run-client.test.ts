import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { connectedPair, textOf } from "../testing/connected-pair.ts";
import { runClient } from "./run-client.ts";

test("runClient() sends the input, ends its side, and prints what comes after that", async () => {
  const { client, server } = await connectedPair();
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
  const { client, server } = await connectedPair();
  const input = new PassThrough();
  const talking = runClient(client, input, new PassThrough());
  server.end();
  await talking;
  expect(client.destroyed).toBe(true);
  expect(input.destroyed).toBe(true);
});

test("runClient() throws the reset of the connection", async () => {
  const { client, server } = await connectedPair();
  const talking = runClient(client, new PassThrough(), new PassThrough());
  server.resetAndDestroy();
  await expect(talking).rejects.toMatchObject({ code: "ECONNRESET" });
});
