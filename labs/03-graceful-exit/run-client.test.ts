import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { connectedPair, textOf } from "../../shared/testing/connected-pair.ts";
import { runClient } from "./run-client.ts";

/** A client in conversation; the test plays the server, the keyboard and the signal. */
async function talking({ graceMs = 60_000 } = {}) {
  const { client: socket, server } = await connectedPair();
  const [input, output] = [new PassThrough(), new PassThrough()];
  const stop = Promise.withResolvers<void>();
  const ending = runClient({ socket, input, output, stopped: stop.promise, graceMs });
  return { socket, server, input, output, stop: stop.resolve, ending };
}

test("runClient() ends when the server leaves, with its input open", async () => {
  const { socket, server, input, ending } = await talking();
  server.end("good-bye\n");
  expect(await ending).toBe("the server said good-bye");
  expect(socket.destroyed && input.destroyed).toBe(true);
});

test("runClient() ends its side after the input, and reads the rest", async () => {
  const { server, input, output, ending } = await talking();
  input.end("hello\n");
  expect(await textOf(server)).toBe("hello\n");
  server.end("hello\n");
  expect(await ending).toBe("both sides have ended");
  output.end();
  expect(await textOf(output)).toBe("hello\n");
});

test("runClient() ends its side when it is stopped, and sends nothing more", async () => {
  const { server, input, stop, ending } = await talking();
  stop();
  expect(await textOf(server)).toBe("");
  input.write("too late\n");
  server.end("good-bye\n");
  expect(await ending).toBe("the server said good-bye");
});

test("runClient() does not wait for ever for a server that stays", async () => {
  const { server, stop, ending } = await talking({ graceMs: 1 });
  stop();
  expect(await ending).toBe("the server did not end its side within 1 ms");
  server.destroy();
});

test("runClient() throws the reset of the connection", async () => {
  const { server, input, ending } = await talking();
  server.resetAndDestroy();
  await expect(ending).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(input.destroyed).toBe(true);
});
