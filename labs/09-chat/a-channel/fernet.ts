/**
 * Fernet tokens (https://github.com/fernet/spec): a text that nobody without the key can read, or
 * change without being noticed.
 *
 *     80      │ 00 00 00 00 65 4f 1a 2b │ 16 bytes │ n · 16 bytes │ 32 bytes
 *     version │ time, in seconds        │ IV       │ AES-128-CBC  │ HMAC-SHA256 of all before it
 *
 * and all of it in base64url. First encrypt, then make the HMAC of what is encrypted: whoever opens a token
 * compares the HMAC first, and touches nothing of a token that is not right.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomFillSync,
  timingSafeEqual,
} from "node:crypto";

const KEY_BYTES = 32;
const HALF_BYTES = 16;

const VERSION = 0x80;
const TIME_AT = 1;
const IV_AT = 9;
/** As long as a block of AES. */
const IV_BYTES = 16;
const HEAD_BYTES = IV_AT + IV_BYTES;
const HMAC_BYTES = 32;

/** The head, one block of ciphertext, the HMAC: even no bytes at all are filled up to a block. */
const MIN_TOKEN_BYTES = HEAD_BYTES + 16 + HMAC_BYTES;

/** So far a token's clock may be ahead of ours, in seconds, says the specification. */
const MAX_CLOCK_SKEW_S = 60;

/**
 * The key of Fernet tokens: 32 bytes, of which the first 16 make the HMAC and the last 16 encrypt. Node's own
 * objects for the two halves are made once: setting up a key for each token would take longer than
 * the token.
 */
export class FernetKey {
  readonly signing: KeyObject;
  readonly encryption: KeyObject;

  /** @throws RangeError when they are not 32 bytes */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) {
      throw new RangeError(
        `Cannot make a Fernet key of ${bytes.length} bytes: it has ${KEY_BYTES}`,
      );
    }
    this.signing = createSecretKey(bytes.subarray(0, HALF_BYTES));
    this.encryption = createSecretKey(bytes.subarray(HALF_BYTES));
  }

  /**
   * A key as people pass it on: 44 characters of base64url, the last one `=`.
   *
   * @throws RangeError when it is none; the message does not hold the text, which may be a secret
   */
  static parse(text: string): FernetKey {
    return new FernetKey(fromBase64url(text) ?? Buffer.alloc(0));
  }
}

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
 * Encrypts, and adds the HMAC; returns the token.
 *
 * @exercise 09a.3 Return version, time, IV and ciphertext, with their HMAC-SHA256 behind them, all in base64url.
 */
export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now, iv), ...ciphertext]);
  return toBase64url(Buffer.concat([signed, hmacOf(key, signed)]));
}

/**
 * What is in a token; undefined when it is not right, in whatever way: a forger learns nothing from
 * our answer.
 *
 * @exercise 09a.4 Return undefined unless base64url, length, HMAC, version and time (if maxAgeS is given) are all right, looking at the HMAC before anything that it covers is used; else decrypt.
 */
export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined || bytes.length < MIN_TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed), bytes.subarray(-HMAC_BYTES))) return undefined;
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

function hmacOf(key: FernetKey, signed: Uint8Array): Buffer {
  return createHmac("sha256", key.signing).update(signed).digest();
}

/** Neither too old nor from the future. */
function isFresh(signed: Buffer, maxAgeS: number, now: number): boolean {
  const time = Number(signed.readBigUInt64BE(TIME_AT));
  return time + maxAgeS >= now && time <= now + MAX_CLOCK_SKEW_S;
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

/**
 * The bytes in base64url (RFC 4648 section 5) with its padding: characters to a multiple of 4, filled up
 * with `=`.
 */
export function toBase64url(bytes: Buffer): string {
  const text = bytes.toString("base64url");
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

/**
 * The bytes of a text; undefined when it is not the one that {@link toBase64url} makes of them.
 *
 * Node's decoder is lenient: it skips unknown characters, takes `+` for `-`, and does not mind missing
 * padding. A token could then be changed in many ways and still be valid, which would fool a program
 * that remembers the tokens it has seen. Here every sequence of bytes has exactly one text.
 */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  return toBase64url(bytes) === text ? bytes : undefined;
}

/**
 * Random bytes for many IVs: asking the system's generator for 16 bytes takes a quarter of the time in
 * which a short record is sealed, and asking for 4,096 takes hardly longer. An IV is public as soon as
 * its token is sent, so the next ones may wait in this process's memory, where the keys are too.
 */
const stock = Buffer.alloc(256 * IV_BYTES);

/** Where the unused bytes of the stock begin. */
let next = stock.length;

/** A new IV; valid until the next call. */
export function freshIv(): Uint8Array {
  if (next === stock.length) {
    randomFillSync(stock);
    next = 0;
  }
  next += IV_BYTES;
  return stock.subarray(next - IV_BYTES, next);
}
