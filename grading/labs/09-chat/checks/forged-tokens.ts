/** Tokens that are altered, cut or made by hand. */

import { sealToken, type TokenForm } from "../../../players/chat/fernet.ts";
import { frame } from "../../../players/frames.ts";

/** What lenient readers of base64 let through. A PING's token ends with two = signs. */
export const altered: readonly [string, (token: string) => string][] = [
  ["its padding stripped", (token) => token.replace(/=+$/, "")],
  ["a line end behind it", (token) => `${token}\n`],
  ["%% in the middle", (token) => `${token.slice(0, 20)}%%${token.slice(20)}`],
  ["a blank in the middle", (token) => `${token.slice(0, 20)} ${token.slice(20)}`],
  ["+ and / for - and _", (token) => token.replaceAll("-", "+").replaceAll("_", "/")],
  ["other last bits, which mean nothing", (token) => token.replace(/.==$/, lastBits)],
];

/** Another letter in the last place whose first two bits are the same: the four others belong to no byte. */
function lastBits(end: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return `${letters[letters.indexOf(end[0] ?? "A") ^ 1]}==`;
}

/** Bytes that are no token: fewer than an HMAC has, and fewer than a token has at least. */
export const tooShort: readonly [string, Buffer][] = [
  ["3 bytes", Buffer.alloc(3)],
  ["31 bytes", Buffer.alloc(31, 0x80)],
  ["32 bytes", Buffer.alloc(32, 0x80)],
  ["no bytes", Buffer.alloc(0)],
];

/** What a clock may say that has stopped, or goes wrong. */
export const times: readonly [string, number][] = [
  ["that says 1970", 0],
  ["that says 2040", Date.UTC(2040, 0) / 1_000],
];

/** What the HMAC covers, by where it is in a token. */
export const coveredParts: readonly [string, number][] = [
  ["the version", 0],
  ["the time", 5],
  ["the IV", 12],
  ["the ciphertext", 30],
];

/** Bytes of the HMAC, counted from the end of a token. */
export const hmacParts: readonly [string, number][] = [
  ["the first byte of the HMAC", -32],
  ["the middle of the HMAC", -16],
  ["the last byte of the HMAC", -1],
];

export function flippedAt(bytes: Buffer, at: number): Buffer {
  const token = Buffer.from(bytes.toString("latin1", 4), "base64url");
  token.writeUInt8((token[at] ?? 0) ^ 1, at);
  return frame(base64url(token));
}

/** The same bytes but for one. */
export function withOtherByte(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes);
  other.writeUInt8((other[at] ?? 0) ^ 0xff, at);
  return other;
}

export function base64url(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

export function tokenOf(key: Buffer, th: Buffer, form: TokenForm): Buffer {
  const record = Buffer.concat([Buffer.alloc(8), Buffer.from([1]), th]);
  return frame(sealToken(key, record, {}, form));
}
