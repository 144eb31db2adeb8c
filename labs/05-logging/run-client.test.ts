import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { logTo } from "../../shared/logging/log.ts";
import { logLine } from "../../shared/logging/log-line.ts";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { runClient } from "./run-client.ts";

test("runClient() sends and prints lines, and tells of each, up to the server's end", async () => {
  const told: string[] = [];
  const log = logTo((...line) => told.push(logLine(new Date(), ...line).replace(/^\S+ /, "")));
  const { client, server } = await connectedPair();
  const input = new PassThrough();
  const output = new PassThrough();
  const talking = runClient({ socket: client, input, output, log });
  input.end("hello\npassword hunter2\n");
  expect(await textOf(server)).toBe("hello\npassword hunter2\n");
  server.end("hello\n\x1b[2J\n");
  await talking;
  output.end();
  expect(await textOf(output)).toBe("hello\n\x1b[2J\n");
  expect(told).toEqual([
    "info sent bytes=5 text=hello",
    "info sent password=[redacted]",
    "info received bytes=5 text=hello",
    'info received bytes=4 text="\\u001b[2J"',
  ]);
});

test("runClient() ends with the server, though there is input left", async () => {
  const { client, server } = await connectedPair();
  const input = new PassThrough();
  const talking = runClient({
    socket: client,
    input,
    output: new PassThrough(),
    log: logTo(() => {}),
  });
  server.end();
  await talking;
  input.destroy();
  client.destroy();
  server.destroy();
});
