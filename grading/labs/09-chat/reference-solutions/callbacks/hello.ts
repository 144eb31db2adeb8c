// The two hellos, what is signed of them, and the keys that come of them.
import * as crypto from "node:crypto";

export interface Identity {
  key: crypto.KeyObject;
  certificate: Buffer;
}

export interface Keys {
  th: Buffer;
  c2s: Buffer;
  s2c: Buffer;
}

const PSS = { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

export const newPair = () => crypto.generateKeyPairSync("x25519");

export function pointOf(pair: ReturnType<typeof newPair>): Buffer {
  return pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32);
}

export function fingerprintOf(certificate: Uint8Array): string {
  return `SHA256:${crypto.hash("sha256", certificate, "base64").slice(0, 43)}`;
}

export function clientHello(pair: ReturnType<typeof newPair>): Buffer {
  return Buffer.concat([Buffer.from("FC1\0"), pointOf(pair), crypto.randomBytes(32)]);
}

/** @throws Error when the client's hello is none */
export function answer(
  client: Buffer,
  { key, certificate }: Identity,
): { hello: Buffer; keys: Keys } {
  if (client.length !== 68 || client.toString("latin1", 0, 4) !== "FC1\0")
    throw new Error("no hello");
  const pair = newPair();
  const secret = agreed(pair.privateKey, client.subarray(4, 36));
  const head = Buffer.concat([pointOf(pair), crypto.randomBytes(32), lp(certificate)]);
  const hello = Buffer.concat([
    head,
    lp(crypto.sign("sha256", toSign(client, head), { key, ...PSS })),
  ]);
  return { hello, keys: keysOf(secret, client, hello) };
}

/** @throws Error when the server's hello is none, or its signature is not right */
export function conclude(
  pair: ReturnType<typeof newPair>,
  client: Buffer,
  server: Buffer,
): { keys: Keys; certificate: Buffer } {
  const certificate = part(server, 64);
  const headEnd = 68 + certificate.length;
  const signature = part(server, headEnd);
  if (server.length !== headEnd + 4 + signature.length)
    throw new Error("the server's hello is none");
  const key = new crypto.X509Certificate(certificate).publicKey;
  const text = toSign(client, server.subarray(0, headEnd));
  if (
    key.asymmetricKeyType !== "rsa" ||
    !crypto.verify("sha256", text, { key, ...PSS }, signature)
  ) {
    throw new Error("the server's signature is not right");
  }
  const secret = agreed(pair.privateKey, server.subarray(0, 32));
  return { certificate, keys: keysOf(secret, client, server) };
}

/** The certificate in a server's hello. */
export function certificateIn(server: Buffer): Buffer {
  return part(server, 64);
}

function part(bytes: Buffer, at: number): Buffer {
  if (bytes.length < at + 4) throw new Error("a hello that is too short");
  const end = at + 4 + bytes.readUInt32BE(at);
  if (bytes.length < end) throw new Error("a hello that is too short");
  return bytes.subarray(at + 4, end);
}

function lp(bytes: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

function digest(one: Buffer, other: Buffer): Buffer {
  return crypto.createHash("sha256").update(lp(one)).update(lp(other)).digest();
}

function toSign(client: Buffer, head: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from("socket-labs FC1 server handshake v1\0"),
    digest(client, head),
  ]);
}

/** OpenSSL throws when the secret is all zeros. */
function agreed(privateKey: crypto.KeyObject, point: Buffer): Buffer {
  const der = Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), point]);
  const publicKey = crypto.createPublicKey({ key: der, format: "der", type: "spki" });
  return crypto.diffieHellman({ privateKey, publicKey });
}

function keysOf(secret: Buffer, client: Buffer, server: Buffer): Keys {
  const th = digest(client, server);
  const key = (info: string) => Buffer.from(crypto.hkdfSync("sha256", secret, th, info, 32));
  return { th, c2s: key("FC1 c2s"), s2c: key("FC1 s2c") };
}
