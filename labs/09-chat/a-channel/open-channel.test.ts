import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import { ProgramError, ProtocolError } from "../../../shared/process/errors.ts";
import { RECORD } from "../protocol/wire.ts";
import {
  acceptOptions,
  answerByHand,
  atClient,
  atServer,
  openOptions,
  restOf,
  rightHello,
  sockets,
  testIdentity,
} from "../testing/channels.ts";
import { sealToken } from "./fernet.ts";
import { encodeServerHello, encodeUnsignedServerHello } from "./hello.ts";
import { acceptChannel, openChannel } from "./open-channel.ts";
import { encodeRecord } from "./record-protection.ts";

const identity = await testIdentity();

test("acceptChannel() and openChannel() make a channel, and the client is shown the fingerprint", async () => {
  const { client, server } = await sockets();
  const shown: string[] = [];
  const verifyServer = (fingerprint: string) => void shown.push(fingerprint);
  const channels = await Promise.all([
    acceptChannel(server, await acceptOptions()),
    openChannel(client, openOptions({ verifyServer })),
  ]);
  expect(shown).toEqual([identity.fingerprint]);
  expect(channels.map(({ closed }) => closed)).toEqual([false, false]);
});

test.each([1, 7, 64])("the handshake works in pieces of %i bytes, both ways", async (length) => {
  const [near, far] = [await sockets(), await sockets()];
  const relay = (from: Socket, to: Socket) =>
    from.on("data", (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += length) to.write(chunk.subarray(at, at + length));
    });
  for (const socket of [near.server, far.client]) socket.setNoDelay(true);
  relay(near.server, far.client);
  relay(far.client, near.server);
  const [server, client] = await Promise.all([
    acceptChannel(far.server, await acceptOptions()),
    openChannel(near.client, openOptions()),
  ]);
  client.send(RECORD.PING, "{}");
  server.send(RECORD.PONG, "{}");
  expect([(await server.next())?.type, (await client.next())?.type]).toEqual([3, 4]);
});

test.each([false, true])(
  "both sides tell when the other one leaves in the middle (TLS: %s)",
  async (tls) => {
    const { client, accepted } = await atServer({ tls });
    client.end();
    expect(await accepted).toBeInstanceOf(ProtocolError);
    const { server, opened } = await atClient({ tls });
    server.end();
    expect(await opened).toBeInstanceOf(ProtocolError);
  },
);

test("openChannel() takes a handshake that is made by hand", async () => {
  const { server, opened } = await atClient();
  const { keys, transcript } = await answerByHand(server, rightHello);
  const finished = sealToken(keys.serverToClient, encodeRecord(0, RECORD.FINISHED, transcript));
  server.write(encodeFrame(finished));
  expect(await opened).not.toBeInstanceOf(Error);
});

test.each([false, true])(
  "openChannel() does not wait for a silent server (TLS: %s)",
  async (tls) => {
    const { opened } = await atClient({ handshakeMs: 50, tls });
    expect(await opened).toEqual(new ProtocolError("the handshake took longer than 50 ms"));
  },
);

test("openChannel() believes nothing before the verifier has agreed, and sends nothing after a no", async () => {
  const no = new ProgramError("HOST KEY CHANGED: no");
  const { server, opened } = await atClient({ verifyServer: () => Promise.reject(no) });
  const chunks: Buffer[] = [];
  await answerByHand(server, async (clientHello, ephemeral) => {
    // The signature is wrong as well: the fingerprint comes first.
    const unsigned = encodeUnsignedServerHello(
      { ephemeral, random: clientHello.subarray(0, 32) },
      identity.certificate,
    );
    return encodeServerHello(unsigned, Buffer.alloc(384));
  });
  expect(await opened).toBe(no);
  chunks.push(await restOf(server));
  expect(Buffer.concat(chunks)).toHaveLength(0);
});

test.each([
  ["no signature", (hello: Buffer) => hello.subarray(0, -388)],
  [
    "an empty signature",
    (hello: Buffer) => Buffer.concat([hello.subarray(0, -388), Buffer.alloc(4)]),
  ],
  [
    "a signature of zeros",
    (hello: Buffer) => Buffer.concat([hello.subarray(0, -384), Buffer.alloc(384)]),
  ],
  ["another random number", (hello: Buffer) => turned(hello, 40)],
  ["another key", (hello: Buffer) => turned(hello, 3)],
  ["a byte too many", (hello: Buffer) => Buffer.concat([hello, Buffer.alloc(1)])],
  ["a damaged certificate", (hello: Buffer) => turned(hello, 70)],
  ["nothing in it", () => Buffer.alloc(0)],
])("openChannel() refuses a ServerHello with %s, and sends no FINISHED", async (_what, change) => {
  const { server, opened } = await atClient();
  await answerByHand(server, async (...hello) => change(await rightHello(...hello)));
  expect(await opened).toBeInstanceOf(ProtocolError);
  expect(await restOf(server)).toHaveLength(0);
});

test("openChannel() refuses a key of all zeros, even from a server that has signed it", async () => {
  const { server, opened } = await atClient();
  await answerByHand(server, (clientHello) => rightHello(clientHello, Buffer.alloc(32)));
  expect(await opened).toEqual(new ProtocolError("a public key of no use"));
  expect(await restOf(server)).toHaveLength(0);
});

test("openChannel() refuses an answer above 4,096 bytes by its header", async () => {
  const { server, opened } = await atClient();
  server.write(Buffer.from([0, 0, 0x10, 1]));
  expect(await opened).toEqual(
    new PermanentProtocolError("a frame announces 4097 bytes; the limit is 4096"),
  );
});

test("openChannel() refuses a FINISHED of another handshake", async () => {
  const { server, opened } = await atClient();
  const { keys } = await answerByHand(server, rightHello);
  const record = encodeRecord(0, RECORD.FINISHED, Buffer.alloc(32));
  server.write(encodeFrame(sealToken(keys.serverToClient, record)));
  expect(await opened).toEqual(
    new ProtocolError("the first record is not the FINISHED of this handshake"),
  );
});

function turned(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
