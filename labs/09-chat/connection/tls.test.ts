import { once } from "node:events";
import { connect, createServer, type TLSSocket } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { connect as connectTcp } from "../../../shared/net/connect.ts";
import { listen } from "../../../shared/net/listen.ts";
import { ProgramError, ProtocolError } from "../../../shared/process/errors.ts";
import { connectedPair } from "../../../shared/testing/connected-pair.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import { acceptChannel, openChannel } from "../a-channel/open-channel.ts";
import { RECORD } from "../protocol/wire.ts";
import { acceptOptions, openOptions, testIdentity } from "../testing/channels.ts";
import { KnownServers } from "./server-verifier.ts";
import { PlainProtection } from "./tls.ts";

const identity = await testIdentity();
const address = { host: "127.0.0.1", port: 9090 };

/** A client that knows one server only, and a server, which may be another one. */
async function meet(knownFingerprint: string) {
  const known = await KnownServers.open(temporaryFolder());
  await known.add(address, knownFingerprint);
  const verifyServer = (fingerprint: string) => void known.check(address, fingerprint);
  const { client, server } = await connectedPair();
  onTestFinished(() => {
    client.destroy();
    server.destroy();
  });
  const accepted = acceptChannel(server, await acceptOptions({ tls: true }));
  const opened = openChannel(client, openOptions({ tls: true, verifyServer }));
  return { accepted, opened };
}

/** A bare TLS client on the server's side of TLS. */
async function bareClient({
  frameMs = 10_000,
  ...options
}: {
  maxVersion?: "TLSv1.2" | "TLSv1.3";
  frameMs?: number;
}) {
  const { client, server } = await connectedPair();
  onTestFinished(() => {
    client.destroy();
    server.destroy();
  });
  const accepted = acceptChannel(server, await acceptOptions({ tls: true, frameMs }));
  const tlsSocket = connect({ socket: client, rejectUnauthorized: false, ...options });
  tlsSocket.on("error", () => {});
  return { accepted, tlsSocket };
}

test("over TLS the certificate that the client knows is accepted", async () => {
  const { accepted, opened } = await meet(identity.fingerprint);
  const [server, client] = await Promise.all([accepted, opened]);
  client.send(RECORD.PING, "{}");
  expect(await server.next()).toMatchObject({ type: RECORD.PING });
});

test("over TLS another certificate is refused, and nothing is sent", async () => {
  const { accepted, opened } = await meet(`SHA256:${"x".repeat(43)}`);
  const [served, refused] = await Promise.allSettled([
    accepted.then((server) => server.next()),
    opened,
  ]);
  expect(refused).toMatchObject({ reason: expect.any(ProgramError) });
  expect(refused).toMatchObject({
    reason: { message: expect.stringMatching(/^HOST KEY CHANGED/) },
  });
  // Whether the server has seen the end of the handshake or not, it has seen no record.
  expect(served.status).toBe("rejected");
});

test("over TLS the server speaks 1.3, and refuses 1.2", async () => {
  const { accepted, tlsSocket } = await bareClient({ maxVersion: "TLSv1.3" });
  await accepted;
  expect(tlsSocket.getProtocol()).toBe("TLSv1.3");
  const old = await bareClient({ maxVersion: "TLSv1.2" });
  await expect(old.accepted).rejects.toThrow(new ProtocolError("no handshake of TLS 1.3"));
});

test("over TLS the client refuses a server that speaks only 1.2", async () => {
  const { privateKeyPem: key, certificatePem: cert } = identity;
  const server = createServer({ key, cert, maxVersion: "TLSv1.2", minVersion: "TLSv1.2" });
  server.on("tlsClientError", () => {});
  onTestFinished(() => void server.close());
  const socket = await connectTcp(await listen(server, { host: "127.0.0.1", port: 0 }));
  const opened = openChannel(socket, openOptions({ tls: true }));
  await expect(opened).rejects.toThrow(new ProtocolError("no handshake of TLS 1.3"));
  expect(socket.destroyed).toBe(true);
});

test("over TLS a frame holds a type and a text, and nothing else", async () => {
  const { accepted, tlsSocket } = await bareClient({});
  await once(tlsSocket, "secureConnect");
  tlsSocket.write(encodeFrame(Buffer.from('\x10{"name":"ada"}')));
  const server = await accepted;
  const record = await server.next();
  expect([record?.type, Buffer.from(record?.body ?? []).toString()]).toEqual([
    16,
    '{"name":"ada"}',
  ]);
  server.send(RECORD.REFUSED, "{}");
  const [chunk] = await once(tlsSocket, "data");
  expect(chunk.toString("latin1")).toBe("\0\0\0\x03\x24{}");
});

test("over TLS a frame has its time, too", async () => {
  const { accepted, tlsSocket } = await bareClient({ frameMs: 50 });
  await once(tlsSocket, "secureConnect");
  tlsSocket.write(Buffer.from([0, 0, 0]));
  const server = await accepted;
  const slow = "a frame did not end within 50 ms";
  await expect(server.next()).rejects.toThrow(new ProtocolError(slow));
  const [chunk] = await once(tlsSocket, "data");
  expect(chunk.toString("latin1", 4)).toBe(`\x02{"reason":"${slow}"}`);
});

test("over TLS a client that speaks FC1 is refused, and the other way round", async () => {
  for (const isTlsAtServer of [true, false]) {
    const { client, server } = await connectedPair();
    const outcomes = await Promise.allSettled([
      acceptChannel(server, await acceptOptions({ tls: isTlsAtServer })),
      openChannel(client, openOptions({ tls: !isTlsAtServer })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(Error);
    }
    expect([client.destroyed, server.destroyed]).toEqual([true, true]);
  }
});

test("over TLS the server shows its own certificate, which has signed itself", async () => {
  const { accepted, tlsSocket } = await bareClient({});
  await Promise.all([accepted, once(tlsSocket, "secureConnect")]);
  const shown = (tlsSocket as TLSSocket).getPeerX509Certificate();
  expect(shown?.raw.equals(identity.certificate)).toBe(true);
});

test("PlainProtection puts the type before the body", () => {
  const protection = new PlainProtection();
  expect(Buffer.from(protection.seal(19, "{}")).toString("hex")).toBe("137b7d");
  const frame = Buffer.from("257b7d", "hex");
  const record = protection.open(frame);
  frame.fill(0);
  expect([record.type, Buffer.from(record.body).toString()]).toEqual([37, "{}"]);
  expect(() => protection.open(Buffer.alloc(0))).toThrow(ProtocolError);
});
