/** Exercise 09a.1: the server proves who it is, with a signature over all that was said. */
import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { CheckFailed, fail } from "../../../core/failure.ts";
import { nowAndThen } from "../../../core/now-and-then.ts";
import { deadlineMs, paced } from "../../../core/pace.ts";
import { quickFlags } from "../../../players/chat/chat-fixture.ts";
import { ZERO_POINT } from "../../../players/chat/fake-server.ts";
import { HandshakeClient } from "../../../players/chat/handshake-client.ts";
import { fingerprintOf } from "../../../players/chat/identity.ts";
import { clientHello } from "../../../players/chat/key-agreement.ts";
import { frame, header } from "../../../players/frames.ts";
import { SIGNED } from "./titles.ts";

/** So long may it take to make an RSA key, in milliseconds, on a machine that has much else to do. */
const KEY_MS = 30_000;

export const serverHelloChecks = [
  check(
    "09a.1",
    SIGNED,
    { points: 3, rule: "signature = RSA-PSS with SHA-256" },
    async (context) => {
      const handshake = await HandshakeClient.connect(context, await shared(context));
      handshake.sendHello();
      const greeting = await handshake.greeting({
        what: "the answer to ClientHello",
        cause: ({ ending }) => (ending === "open" ? undefined : NO_BYTES),
      });
      context.othersMayGoOn();
      handshake.expectSigned(greeting);
    },
  ),

  check(
    "09a.1",
    "the server prints the fingerprint of its certificate",
    { needs: [SIGNED], rule: "SHA-256 of the certificate (DER), in base64 without padding" },
    async (context) => {
      const server = await shared(context);
      const { fingerprint } = await greeted(context, server);
      const printed = await printedFingerprint(server);
      if (printed === fingerprint) return;
      fail(
        `The fingerprint should be ${fingerprint}; the server prints ${printed}.`,
        "It is the SHA-256 of the certificate in DER, in base64 without padding: people compare it with what their client shows.",
      );
    },
  ),

  check(
    "09a.1",
    "every connection has a point and a number of its own",
    {
      needs: [SIGNED],
      rule: "e_c and e_s are X25519 public keys (RFC 7748), new for each connection",
    },
    async (context) => {
      const server = await shared(context);
      const [one, other] = [
        await greeted(context, server, "client A"),
        await greeted(context, server, "client B"),
      ];
      for (const [what, is, was] of [
        ["e_s", one.ephemeral, other.ephemeral],
        ["random_s", one.random, other.random],
      ] as const) {
        if (!is.equals(was)) continue;
        fail(
          `Two connections should have two values of ${what}; they have the same.`,
          "Made once at the start, it serves whoever has recorded old connections: make a new one for each.",
        );
      }
    },
  ),

  check(
    "09a.1",
    "the hello may come in pieces",
    { needs: [SIGNED], rule: "A frame may arrive in pieces" },
    async (context) => {
      const handshake = await HandshakeClient.connect(context, await shared(context));
      handshake.tell("sent ClientHello in pieces");
      await handshake.peer.sendInPieces(frame(handshake.hello), [1, 1, 1, 1, 1, 20, 1, 30]);
      await handshake.greeting({
        what: "the answer to a hello in pieces",
        cause: "TCP is a stream: a frame may come in pieces, even its four bytes of length.",
      });
    },
  ),

  check(
    "09a.1",
    "who begins wrongly is sent away without a word, and others are served",
    {
      points: 2,
      needs: [SIGNED],
      rule: "a handshake that is not right ends the connection without a word",
    },
    async (context) => {
      const server = await shared(context);
      for (const [what, bytes] of wrongHellos()) {
        const handshake = await HandshakeClient.connect(context, server, `client with ${what}`);
        handshake.tell(`sent ${what}`);
        handshake.peer.send(bytes);
        await expectSilentEnd(handshake);
      }
      const silent = await HandshakeClient.connect(context, server, "client that says nothing");
      const gone = await HandshakeClient.connect(context, server, "client that resets");
      gone.peer.send(header(68));
      gone.peer.reset();
      await greeted(context, server, "honest client");
      silent.peer.close();
    },
  ),

  check(
    "09a.1",
    "a point that gives nothing but zeros is refused",
    {
      points: 2,
      needs: [SIGNED],
      rule: "ss = X25519(own private key, the other's public key); all zeros are refused",
    },
    async (context) => {
      const server = await shared(context);
      const handshake = await HandshakeClient.connect(
        context,
        server,
        "client with a point of zeros",
      );
      handshake.sendHello(
        clientHello(ZERO_POINT, context.random.bytes(32)),
        "ClientHello whose e_c is all zeros",
      );
      const connection = handshake.unsealed;
      const frames: number[] = [];
      for (;;) {
        const body = await connection.nextFrame("the end");
        if (body === undefined) break;
        frames.push(body.length);
      }
      // A ServerHello harms nobody; FINISHED is a record with a key that everybody knows.
      if (frames.length > 1 || handshake.peer.ending === "open") {
        fail(
          `A point of zeros should end the handshake; ${frames.length > 1 ? "the server goes on to FINISHED" : "the connection stays open"}.`,
          {
            general:
              "With such a point the shared secret is all zeros, whatever the server's own key is: everybody between could open all records. End the connection then.",
            node: "With such a point the shared secret is all zeros, whatever the server's own key is: everybody between could open all records. Node's diffieHellman throws then: let it end the connection.",
          },
        );
      }
      await greeted(context, server, "honest client");
    },
  ),

  check(
    "09a.1",
    "the handshake and each frame have a deadline",
    { points: 2, needs: [SIGNED], rule: "handshake that lasts" },
    async (context) => {
      const limitMs = paced(400);
      const limits = ["--handshake-ms", String(paced(600)), "--frame-ms", String(limitMs)];
      const server = await context.ownServer(...quickFlags(context), ...limits);
      await greeted(context, server, "honest client");
      const silent = await HandshakeClient.connect(context, server, "silent client");
      const trickling = await HandshakeClient.connect(context, server, "trickling client");
      trickling.tell("sends a byte of its hello now and then");
      const bytes = frame(trickling.hello);
      let at = 0;
      const send = () => trickling.peer.send(bytes.subarray(at, ++at));
      const cause =
        "A limit on silence starts anew with every byte: take one timer for the whole handshake, and one for each frame that was begun.";
      await nowAndThen({ everyMs: 40, limitMs, send }, async () => {
        await expectSilentEnd(silent, cause);
        await expectSilentEnd(trickling, cause);
      });
      await greeted(context, server, "honest client afterwards");
    },
  ),

  check(
    "09a.1",
    "the server makes its key once, for its owner alone",
    { points: 2, needs: [SIGNED], rule: "The server's private key is in DATA/server.key" },
    async (context) => {
      const data = context.dataFolder();
      const first = await firstStart(context, data);
      const { fingerprint, certificate } = await greeted(context, first);
      const key = join(data, "server.key");
      const mode = statSync(key).mode & 0o777;
      if (mode !== 0o600) {
        fail(
          `DATA/server.key should have the mode 0600; it has ${mode.toString(8)}.`,
          "Who can read it can pass for the server. `mode` on writing counts only for a file that is new.",
        );
      }
      if (!/^-----BEGIN PRIVATE KEY-----/m.test(readFileSync(key, "utf8"))) {
        fail("DATA/server.key should be PEM, PKCS #8: BEGIN PRIVATE KEY; it is not.");
      }
      const kept = Buffer.from(
        readFileSync(join(data, "server.crt"), "utf8").replace(/-----.*-----/g, ""),
        "base64",
      );
      if (fingerprintOf(kept) !== fingerprintOf(certificate)) {
        fail("DATA/server.crt should be the certificate that the server shows; it is another one.");
      }
      await first.program.askToStop("SIGTERM");
      await first.program.expectStatus(0, "after SIGTERM");
      const second = await context.ownServer(...quickFlags(context), "--data", data);
      const again = await greeted(context, second);
      if (again.fingerprint !== fingerprint) {
        fail(
          "The server should be the same one after a restart; it shows another certificate.",
          "All clients would say HOST KEY CHANGED, and people learn to say yes to it.",
        );
      }
      await second.program.askToStop("SIGTERM");
      await second.program.expectStatus(0, "after SIGTERM");
      chmodSync(key, 0o644);
      context.eventLog.tell("grader", "made DATA/server.key readable for all");
      const third = context.startServer("--host", "127.0.0.1", "--port", "0", "--data", data);
      await third.expectStatus(
        1,
        "because others can read server.key",
        "Say it, and do not start: who has read the key can pass for the server.",
      );
    },
  ),
];

function shared(context: CheckContext): Promise<RunningServer> {
  return context.server(...quickFlags(context));
}

/** Says hello, and gets an answer that is right. */
async function greeted(context: CheckContext, server: RunningServer, voice?: string) {
  const handshake = await HandshakeClient.connect(context, server, voice);
  handshake.sendHello();
  return await handshake.greeting({ what: "the answer to ClientHello" });
}

/** Starts a server that has no key yet: to make one takes the luck of finding two large primes. */
async function firstStart(context: CheckContext, data: string): Promise<RunningServer> {
  const address = ["--host", "127.0.0.1", "--port", "0"];
  const program = context.startServer(...address, ...quickFlags(context), "--data", data);
  const isOver = () => program.lines().some((line) => line.startsWith("listening")) || program.exit;
  await program.changes.until(() => isOver() || undefined, KEY_MS);
  return { program, address: await context.announced(program) };
}

/** What the server has said of itself, perhaps before this check. */
async function printedFingerprint({ program }: RunningServer): Promise<string> {
  const search = () => /^fingerprint (.*)$/m.exec(program.everythingPrinted)?.[1];
  const printed = await program.changes.until(search, deadlineMs());
  return printed ?? fail('The server should print "fingerprint SHA256:…", alone on its line.');
}

/** The connection ends, and nothing has come. */
async function expectSilentEnd({ peer }: HandshakeClient, cause?: string): Promise<void> {
  const bytes = await peer.untilBytes(1);
  if (bytes.length > 0) {
    fail(
      `${peer.voice}: the server should end the connection without a word; ${bytes.length} bytes came.`,
      "Nobody has proved anything yet: there is no key for an answer.",
    );
  }
  if (peer.ending !== "open") return;
  const sentence = `${peer.voice}: the server should end the connection; it is open after ${deadlineMs() / 1000} s.`;
  throw new CheckFailed(sentence, cause, { timedOut: true });
}

function wrongHellos(): [string, Buffer][] {
  const right = clientHello(Buffer.alloc(32, 9), Buffer.alloc(32, 7));
  const otherMagic = Buffer.concat([Buffer.from("FC2\0", "latin1"), right.subarray(4)]);
  return [
    ["another protocol's name in its hello", frame(otherMagic)],
    ["a hello of 67 bytes", frame(right.subarray(0, 67))],
    ["a hello of 69 bytes", frame(Buffer.concat([right, Buffer.from([0])]))],
    ["an empty frame", frame("")],
    ["a header of 2,049 bytes", header(2_049)],
    ["a header of 4,294,967,295 bytes", header(0xffffffff)],
    ["an HTTP request", Buffer.from("GET / HTTP/1.1\r\nHost: chat\r\n\r\n")],
  ];
}

const NO_BYTES =
  'The server could not finish its hello. The transcript must be 32 bytes, and no text: does `transcriptHash` return what `digest()` gives, without "hex"?';
