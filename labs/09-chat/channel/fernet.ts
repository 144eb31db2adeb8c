/**
 * Fernet tokens (https://github.com/fernet/spec): a text that nobody without the key can read, or
 * change without being noticed.
 *
 *     80      │ 00 00 00 00 65 4f 1a 2b │ 16 bytes │ n · 16 bytes │ 32 bytes
 *     version │ time, in seconds        │ IV       │ AES-128-CBC  │ HMAC-SHA256 of all before it
 *
 * and all of it in base64url. First encrypt, then sign what is encrypted: whoever opens a token looks
 * at the signature first, and touches nothing of a token that is not right.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { fromBase64url, toBase64url } from "./base64url.ts";
import type { FernetKey } from "./fernet-key.ts";

const VERSION = 0x80;
const TIME_AT = 1;
const IV_AT = 9;
/** As long as a block of AES. */
export const IV_BYTES = 16;
const HEAD_BYTES = IV_AT + IV_BYTES;
const SIGNATURE_BYTES = 32;

/** The head, one block of ciphertext, the signature: even no bytes at all are filled up to a block. */
const LEAST_TOKEN_BYTES = HEAD_BYTES + 16 + SIGNATURE_BYTES;

/** So far a token's clock may be ahead of ours, in seconds, says the specification. */
const MOST_CLOCK_SKEW_S = 60;

/** What is drawn and looked up when nobody gives it: tests do. */
export interface SealOptions {
  /** In seconds since 1970. */
  now?: number;
  /** 16 bytes that nobody could foresee: never the same for two tokens. */
  iv?: Uint8Array;
}

export interface OpenOptions {
  /** In seconds; an older token is refused. Without it, nobody looks at the time. */
  maxAgeS?: number;
  /** In seconds since 1970. */
  now?: number;
}

/**
 * Encrypts and signs; returns the token.
 *
 * @exercise 09.2 Return version, time, IV and ciphertext, with their HMAC-SHA256 behind them, all in base64url.
 */
export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now, iv), ...ciphertext]);
  return toBase64url(Buffer.concat([signed, signatureOf(key, signed)]));
}

/**
 * What is in a token; undefined when it is not right, in whatever way: a forger learns nothing from
 * our answer.
 *
 * @exercise 09.3 Return undefined unless base64url, version, length, signature and time are all right, looking at the signature before anything that it covers is used; else decrypt.
 */
export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined || bytes.length < LEAST_TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, -SIGNATURE_BYTES);
  if (!timingSafeEqual(signatureOf(key, signed), bytes.subarray(-SIGNATURE_BYTES)))
    return undefined;
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}

/** Version, time and IV: what stands before the ciphertext. */
function headOf(now: number, iv: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = VERSION;
  head.writeBigUInt64BE(BigInt(now), TIME_AT);
  head.set(iv, IV_AT);
  return head;
}

function signatureOf(key: FernetKey, signed: Uint8Array): Buffer {
  return createHmac("sha256", key.signing).update(signed).digest();
}

/** Neither too old nor from the future. */
function isFresh(signed: Buffer, maxAgeS: number, now: number): boolean {
  const time = Number(signed.readBigUInt64BE(TIME_AT));
  return time + maxAgeS >= now && time <= now + MOST_CLOCK_SKEW_S;
}

/** What was encrypted behind the head; undefined when its length or its padding is impossible. */
function decrypt(key: FernetKey, signed: Buffer): Buffer | undefined {
  const iv = signed.subarray(IV_AT, HEAD_BYTES);
  const decipher = createDecipheriv("aes-128-cbc", key.encryption, iv);
  try {
    return Buffer.concat([decipher.update(signed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function secondsNow(): number {
  // A machine without a battery may think that it is before 1970, which the token cannot hold.
  return Math.max(0, Math.floor(Date.now() / 1_000));
}
