import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { Channel } from "../connection/channel.ts";
import { RECORD } from "../protocol/wire.ts";
import {
  atServer,
  channelPair,
  framesOf,
  newClientHello,
  restOf,
  shakeByHand,
  testIdentity,
} from "../testing/channels.ts";
import { sealToken } from "./fernet.ts";
import { parseServerHello } from "./hello.ts";
import { encodeRecord } from "./record-protection.ts";

const identity = await testIdentity();

test("acceptChannel() answers with 32, 32, certificate and signature, and FINISHED behind", async () => {
  const { client } = await atServer();
  const next = framesOf(client);
  client.write(encodeFrame(newClientHello()));
  const { certificate, signature } = parseServerHello(await next());
  expect(certificate).toEqual(identity.certificate);
  expect(signature).toHaveLength(384);
  // It does not wait for the client's: nothing was sent since.
  expect((await next()).toString()).toMatch(/^gAAAAA/);
});

test("acceptChannel() takes a handshake that is made by hand", async () => {
  const { client, accepted } = await atServer();
  const { keys, transcript } = await shakeByHand(client);
  const finished = encodeRecord(0, RECORD.FINISHED, transcript);
  const attempt = encodeRecord(1, RECORD.LOGIN_ATTEMPTING, "{}");
  // Joined: what comes behind FINISHED waits for the channel.
  const tokens = [finished, attempt].map((record) => sealToken(keys.clientToServer, record));
  client.write(Buffer.concat(tokens.map((token) => encodeFrame(token))));
  const channel = await accepted;
  expect(await (channel as Channel).next()).toMatchObject({ type: RECORD.LOGIN_ATTEMPTING });
});

test("acceptChannel() leaves off in the middle of a handshake when the server stops", async () => {
  const stop = new AbortController();
  const { client, accepted } = await atServer({ stopping: stop.signal });
  client.write(encodeFrame(newClientHello()));
  await framesOf(client)();
  stop.abort();
  expect(await accepted).toEqual(new ProtocolError("the other side left during the handshake"));
});

test("acceptChannel() takes a ClientHello wherever it is cut in two", async () => {
  const frame = encodeFrame(newClientHello());
  for (let cut = 1; cut < frame.length; cut += 5) {
    const { client } = await atServer();
    client.setNoDelay(true);
    client.write(frame.subarray(0, cut), () => client.write(frame.subarray(cut)));
    expect(parseServerHello(await framesOf(client)()).certificate).toHaveLength(
      identity.certificate.length,
    );
  }
});

test.each([
  ["of another protocol", encodeFrame(Buffer.from("GET / HTTP/1.1\r\n".repeat(5)))],
  ["that is no frame", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["of 67 bytes", encodeFrame(newClientHello().subarray(1))],
  ["of 69 bytes", encodeFrame(Buffer.concat([newClientHello(), Buffer.alloc(1)]))],
  ["of no bytes", encodeFrame("")],
  ["that announces 2,049 bytes", Buffer.from([0, 0, 8, 1])],
  ["that announces 4 GiB", Buffer.from([255, 255, 255, 255])],
  ["with a key of all zeros", encodeFrame(newClientHello(Buffer.alloc(32)))],
  [
    "with a key of small order",
    encodeFrame(newClientHello(Buffer.from(`01${"00".repeat(31)}`, "hex"))),
  ],
])("acceptChannel() ends the connection without a word at a hello %s", async (_what, bytes) => {
  const { client, accepted } = await atServer();
  client.write(bytes);
  expect(await accepted).toBeInstanceOf(ProtocolError);
  expect(await restOf(client)).toHaveLength(0);
});

test.each([
  ["another transcript", (t: Buffer) => encodeRecord(0, RECORD.FINISHED, Buffer.alloc(t.length))],
  ["half a transcript", (t: Buffer) => encodeRecord(0, RECORD.FINISHED, t.subarray(16))],
  ["nothing inside", () => encodeRecord(0, RECORD.FINISHED, "")],
  ["number 1", (t: Buffer) => encodeRecord(1, RECORD.FINISHED, t)],
  ["another type", (t: Buffer) => encodeRecord(0, RECORD.LOGIN_ATTEMPTING, t)],
  ["less than a record", () => Buffer.alloc(3)],
])("acceptChannel() refuses a FINISHED with %s, without a word", async (_what, recordOf) => {
  const { client, accepted } = await atServer();
  const { keys, transcript } = await shakeByHand(client);
  const finishedOfServer = encodeFrame(sealToken(keys.serverToClient, Buffer.alloc(41))).length;
  client.write(encodeFrame(sealToken(keys.clientToServer, recordOf(transcript))));
  expect(await accepted).toBeInstanceOf(ProtocolError);
  expect((await restOf(client)).length).toBeLessThanOrEqual(finishedOfServer);
});

test("acceptChannel() refuses a FINISHED under the other direction's key", async () => {
  const { client, accepted } = await atServer();
  const { keys, transcript } = await shakeByHand(client);
  const record = encodeRecord(0, RECORD.FINISHED, transcript);
  client.write(encodeFrame(sealToken(keys.serverToClient, record)));
  expect(await accepted).toEqual(new ProtocolError("authentication failed"));
});

test("acceptChannel() gives the whole handshake its time, however busy the client is", async () => {
  const { client, accepted } = await atServer({ handshakeMs: 100 });
  const frame = encodeFrame(newClientHello());
  let sent = 0;
  const dripping = setInterval(() => client.write(frame.subarray(sent, ++sent)), 10);
  onTestFinished(() => clearInterval(dripping));
  expect(await accepted).toEqual(new ProtocolError("the handshake took longer than 100 ms"));
  expect(await restOf(client)).toHaveLength(0);
});

test.each([false, true])(
  "acceptChannel() does not wait for a silent client (TLS: %s)",
  async (tls) => {
    const { client, accepted } = await atServer({ handshakeMs: 50, tls });
    expect(await accepted).toEqual(new ProtocolError("the handshake took longer than 50 ms"));
    expect(await restOf(client)).toHaveLength(0);
  },
);

test("acceptChannel() does not wait for a FINISHED that never comes", async () => {
  const { client, accepted } = await atServer({ handshakeMs: 1000 });
  await shakeByHand(client);
  expect(await accepted).toEqual(new ProtocolError("the handshake took longer than 1000 ms"));
});

test("acceptChannel() turns away those for whom there is no place to sign", async () => {
  const gate = new HashLimiter({ places: 1, queueLength: 0 });
  const { promise: work, resolve: done } = Promise.withResolvers<void>();
  const atWork = gate.run(() => work);
  const { client, accepted } = await atServer({ gate });
  client.write(encodeFrame(newClientHello()));
  expect(await accepted).toEqual(new ProtocolError("too many handshakes at once"));
  done();
  await atWork;
});

test("acceptChannel() meets whatever comes with a ProtocolError", async () => {
  const hello = newClientHello();
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((body) => encodeFrame(body)),
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((more) => {
      return Buffer.concat([encodeFrame(hello), encodeFrame(more)]);
    }),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      const { client, accepted } = await atServer();
      client.resume();
      client.end(bytes);
      expect(await accepted).toBeInstanceOf(ProtocolError);
    }),
    { numRuns: 60 },
  );
});

test("every connection has keys of its own", async () => {
  const tokens = new Set<string>();
  for (let round = 0; round < 3; round++) {
    const { client } = await atServer();
    const { keys } = await shakeByHand(client);
    for (const key of [keys.clientToServer, keys.serverToClient]) {
      tokens.add(key.signing.export().toString("hex") + key.encryption.export().toString("hex"));
    }
  }
  expect(tokens.size).toBe(6);
  await channelPair();
});
