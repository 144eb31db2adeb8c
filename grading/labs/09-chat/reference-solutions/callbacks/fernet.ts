// Fernet tokens, and the strict base64url that they are written in.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

function written(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

export function seal(key: Buffer, plain: Buffer): string {
  const head = Buffer.alloc(25, 0x80);
  head.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000)), 1);
  randomBytes(16).copy(head, 9);
  const cipher = createCipheriv("aes-128-cbc", key.subarray(16), head.subarray(9));
  const signed = Buffer.concat([head, cipher.update(plain), cipher.final()]);
  return written(Buffer.concat([signed, mac(key, signed)]));
}

/** Undefined when anything is wrong with it. */
export function open(key: Buffer, token: string): Buffer | undefined {
  const bytes = Buffer.from(token, "base64url");
  if (written(bytes) !== token || bytes.length < 73 || bytes[0] !== 0x80) return undefined;
  const signed = bytes.subarray(0, bytes.length - 32);
  if (!timingSafeEqual(mac(key, signed), bytes.subarray(bytes.length - 32))) return undefined;
  const decipher = createDecipheriv("aes-128-cbc", key.subarray(16), signed.subarray(9, 25));
  try {
    return Buffer.concat([decipher.update(signed.subarray(25)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function mac(key: Buffer, bytes: Buffer): Buffer {
  return createHmac("sha256", key.subarray(0, 16)).update(bytes).digest();
}
