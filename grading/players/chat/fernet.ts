/**
 * Fernet tokens (https://github.com/fernet/spec) as the grader makes and opens them: on its own, so that
 * what it believes is the specification and not the worked solution.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

const VERSION = 0x80;
const IV_AT = 9;
const TEXT_AT = 25;
const HMAC_BYTES = 32;
const BLOCK_BYTES = 16;
const STRICT = /^[\w-]+={0,2}$/;

/** What a token says of itself before its text. */
export interface TokenHead {
  iv?: Uint8Array;
  /** In seconds since 1970. */
  time?: number;
  version?: number;
}

/** What a subject may do otherwise than the specification. */
export interface TokenForm {
  /** How bytes become characters. */
  encoding: keyof typeof ENCODINGS;
  /** Where the part of the key begins and ends that signs. */
  signs: readonly [number, number];
  /** The same of the part that encrypts. */
  encrypts: readonly [number, number];
  /** Where the part of the token begins that is signed. */
  signedFrom: number;
}

const ENCODINGS = {
  base64url: (bytes: Buffer) => bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_"),
  unpadded: (bytes: Buffer) => bytes.toString("base64url"),
  base64: (bytes: Buffer) => bytes.toString("base64"),
} as const;

const FIRST_HALF = [0, 16] as const;
const LAST_HALF = [16, 32] as const;
const WHOLE = [0, 32] as const;

/** The form of the specification. */
export const FERNET: TokenForm = {
  encoding: "base64url",
  signs: FIRST_HALF,
  encrypts: LAST_HALF,
  signedFrom: 0,
};

/** All forms that can be told from each other, that of the specification first. */
export const TOKEN_FORMS: readonly TokenForm[] = (
  ["base64url", "unpadded", "base64"] as const
).flatMap((encoding) =>
  [FIRST_HALF, LAST_HALF, WHOLE].flatMap((signs) =>
    [LAST_HALF, FIRST_HALF].flatMap((encrypts) =>
      [0, 1, IV_AT, TEXT_AT].map((signedFrom) => ({ encoding, signs, encrypts, signedFrom })),
    ),
  ),
);

/** Makes a token of these bytes. */
export function sealToken(
  key: Buffer,
  plain: Uint8Array,
  { iv = randomBytes(BLOCK_BYTES), time: seconds = now(), version = VERSION }: TokenHead = {},
  { encoding, signs, encrypts, signedFrom } = FERNET,
): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const cipher = createCipheriv("aes-128-cbc", key.subarray(...encrypts), iv);
  const signed = Buffer.concat([
    Buffer.from([version]),
    time,
    iv,
    cipher.update(plain),
    cipher.final(),
  ]);
  const signature = hmac(key.subarray(...signs), signed.subarray(signedFrom));
  return ENCODINGS[encoding](Buffer.concat([signed, signature]));
}

/** What a token of this form holds; undefined when it is not right. */
export function openTokenAs(
  { encoding, signs, encrypts, signedFrom }: TokenForm,
  key: Buffer,
  token: string,
): Buffer | undefined {
  const bytes = Buffer.from(token, "base64url");
  const isWhole = bytes.length >= TEXT_AT + BLOCK_BYTES + HMAC_BYTES;
  if (!isWhole || ENCODINGS[encoding](bytes) !== token) return undefined;
  if (!isSignedBy(key.subarray(...signs), bytes, signedFrom)) return undefined;
  return decrypt(key.subarray(...encrypts), bytes);
}

/** What a token holds; or, as a text, what is wrong with it, in the words of whoever has made it. */
export function openToken(key: Buffer, token: string): Buffer | string {
  const bytes = decode(token);
  if (typeof bytes === "string") return bytes;
  if (bytes[0] !== VERSION)
    return `A token begins with the byte 80; this one with ${hexOf(bytes[0])}.`;
  if (bytes.length < TEXT_AT + BLOCK_BYTES + HMAC_BYTES) return TOO_SHORT;
  if ((bytes.length - TEXT_AT - HMAC_BYTES) % BLOCK_BYTES !== 0) return NO_BLOCKS;
  const plain = decrypt(key.subarray(16), bytes);
  if (!isSignedBy(key.subarray(0, 16), bytes)) {
    return isSignedBy(key.subarray(16), bytes) ? HALVES_SWAPPED : whyOtherHmac(key, bytes, plain);
  }
  if (plain !== undefined) return plain;
  if (decrypt(key.subarray(0, 16), bytes) !== undefined) return ONE_HALF;
  return isRecord(decrypt(key.subarray(16), bytes, { isPadded: false }))
    ? NO_LAST_BLOCK
    : BAD_PADDING;
}

/** What the HMAC covers in place of what it should. */
function whyOtherHmac(key: Buffer, bytes: Buffer, plain: Buffer | undefined): string {
  const half = key.subarray(0, 16);
  if (isSignedBy(half, bytes, TEXT_AT)) return CIPHERTEXT_ONLY;
  if (plain !== undefined && hmac(half, plain).equals(bytes.subarray(-HMAC_BYTES))) return OF_PLAIN;
  // What can be decrypted was encrypted with the right key: that is not to be looked for.
  return isRecord(plain) ? BAD_HMAC : OTHER_KEY;
}

/** Whether this begins as a record does: with a number that is not large. */
function isRecord(plain: Buffer | undefined): boolean {
  return plain?.subarray(0, 4).equals(Buffer.alloc(4)) === true;
}

/** The IV of a token: what the encryption begins with. */
export function ivOf(token: string): string {
  return Buffer.from(token, "base64url").toString("hex", IV_AT, TEXT_AT);
}

/** The time that a token tells, as a number; in seconds, if it is right. */
export function timeOf(token: string): number {
  return Number(Buffer.from(token, "base64url").readBigUInt64BE(1));
}

/** In seconds since 1970. */
function now(): number {
  return Math.floor(Date.now() / 1_000);
}

function decode(token: string): Buffer | string {
  if (/[+/]/.test(token)) return STANDARD_ALPHABET;
  if (!STRICT.test(token)) return NOT_BASE64;
  if (token.length % 4 !== 0) return NO_PADDING;
  const bytes = Buffer.from(token, "base64url");
  return ENCODINGS.base64url(bytes) === token ? bytes : NOT_BASE64;
}

function isSignedBy(key: Buffer, bytes: Buffer, from = 0): boolean {
  const end = bytes.length - HMAC_BYTES;
  return timingSafeEqual(hmac(key, bytes.subarray(from, end)), bytes.subarray(end));
}

function hmac(key: Buffer, bytes: Buffer): Buffer {
  return createHmac("sha256", key).update(bytes).digest();
}

function decrypt(
  key: Buffer,
  bytes: Buffer,
  { isPadded = true }: { isPadded?: boolean } = {},
): Buffer | undefined {
  const decipher = createDecipheriv("aes-128-cbc", key, bytes.subarray(IV_AT, TEXT_AT));
  decipher.setAutoPadding(isPadded);
  try {
    const text = bytes.subarray(TEXT_AT, bytes.length - HMAC_BYTES);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return undefined;
  }
}

function hexOf(byte = 0): string {
  return byte.toString(16).padStart(2, "0");
}

const STANDARD_ALPHABET =
  "The token is written in plain base64, with + and /. Fernet takes base64url: - and _ in their places.";

const NO_PADDING =
  "The token comes without its padding. It is `sealToken` that writes it (exercise 09a.3; rule 10: base64url with its padding): some encoders of base64url leave out the = at the end, `toBase64url` writes them.";

const NOT_BASE64 =
  "The frame's body is no token: base64url with its padding, and nothing else, no line end either.";

const TOO_SHORT =
  "The token is too short for version, time, IV, one block of ciphertext and the HMAC.";

const NO_BLOCKS =
  "What is encrypted in the token is no whole number of blocks of 16 bytes: AES-CBC fills up the last one.";

const HALVES_SWAPPED =
  "The token is signed with the wrong half of the key: the first 16 bytes sign, the last 16 encrypt.";

const BAD_HMAC =
  "The token's HMAC is not right. It covers all before it: version, time, IV, ciphertext. It is made with the first 16 bytes of the key.";

const CIPHERTEXT_ONLY =
  "The HMAC covers the ciphertext only. It covers all before it: version, time, IV, ciphertext. Without the IV, somebody could change the first 16 bytes of the text.";

const OF_PLAIN =
  "The HMAC covers the plain text. Encrypt first: the HMAC covers what is encrypted, and all before it: version, time, IV, ciphertext.";

const OTHER_KEY =
  "The token's HMAC does not fit the key of this direction. It covers all before it: version, time, IV, ciphertext. If it does, the key is another one: are k_c2s and k_s2c exchanged, or is th made of something else?";

const NO_LAST_BLOCK =
  "The ciphertext has no last block: the text in the token ends before its padding. `final()` of the cipher gives that block: add it behind what `update` gives.";

const ONE_HALF =
  "The token is encrypted with the first 16 bytes of the key: these sign, the last 16 encrypt.";

const BAD_PADDING =
  "The token is signed rightly, but what it holds cannot be decrypted: AES-128-CBC with PKCS #7 padding, the last 16 bytes of the key, and the IV that stands in the token.";
