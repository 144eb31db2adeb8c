import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ProgramError, ProtocolError } from "../../shared/process/errors.ts";
import { connectedPair } from "../../shared/testing/connected-pair.ts";
import { FrameStream } from "./frame-stream.ts";
import { runClient } from "./run-client.ts";
import { newToken, tokenMessage, withToken } from "./session-token.ts";

/** A client in conversation, and the server's end of it. */
async function conversation() {
  const { client, server } = await connectedPair();
  const input = new PassThrough();
  const output = new PassThrough();
  const stream = new FrameStream(client);
  const talking = runClient({ stream, input, output, checksum: "none" }).finally(() =>
    stream.destroy(),
  );
  return { server: new FrameStream(server), input, output, talking };
}

test("runClient() sends each line with the token, and shows each text on a line", async () => {
  const { server, input, output, talking } = await conversation();
  const token = newToken();
  server.write(tokenMessage(token));
  input.end("hello\n\nпривет");
  const heard: string[] = [];
  for await (const message of server) heard.push(message);
  expect(heard).toEqual(["hello", "", "привет"].map((text) => withToken(token, text)));
  server.write("a\u001b[2Jb");
  server.end("bye");
  await talking;
  expect(String(output.read())).toBe("a\\u001b[2Jb\nbye\n");
});

test("runClient() ends its side at exit, and sends nothing that comes after it", async () => {
  const { server, input, talking } = await conversation();
  const token = newToken();
  server.write(tokenMessage(token));
  input.write("hello\nexit\nmore\n");
  const heard: string[] = [];
  for await (const message of server) heard.push(message);
  expect(heard).toEqual([withToken(token, "hello")]);
  server.end();
  await talking;
});

test("runClient() sends nothing to a server that does not begin with a token", async () => {
  const { server, input, talking } = await conversation();
  input.write("a secret\n");
  server.write("hello");
  await expect(talking).rejects.toThrow(new ProtocolError("the server did not begin with a token"));
  for await (const message of server) expect.unreachable(message);
});

test("runClient() does not blame the server for a line that is too long to send", async () => {
  const { server, input, talking } = await conversation();
  server.write(tokenMessage(newToken()));
  input.write("x".repeat(70_000));
  input.end("\n");
  await expect(talking).rejects.toThrow(ProgramError);
  await expect(talking).rejects.toThrow(/^Cannot send .* 65536 characters/);
});

test("runClient() fails when the server leaves before its token", async () => {
  const { server, talking } = await conversation();
  server.end();
  await expect(talking).rejects.toThrow(ProtocolError);
});
