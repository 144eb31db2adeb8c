/**
 * The session's token: what tells the server that a message comes from the client that it let in.
 *
 *     server  ──  token u7GkX0mY…       ─▶  client      the first frame
 *     server  ◀─  u7GkX0mY… hello       ──  client      every frame
 *
 * Lab 07 tells why it has to be long and random, and why it is not kept as it is. Here it lives as long
 * as its connection, and shows what the service part of a message is: needed on the wire, and nobody's
 * business on the screen.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { ProtocolError } from "../../shared/process/errors.ts";

/** As many as a key of the strongest cipher. In base64url they are 43 letters (RFC 4648 section 5). */
const TOKEN_BYTES = 32;
const TOKEN_MESSAGE = /^token ([\w-]{43})$/;

/** A token that nobody can guess. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** The server's first message. */
export function tokenMessage(token: string): string {
  return `token ${token}`;
}

/** @throws ProtocolError when the message is not the server's first one; it does not say what it was */
export function tokenIn(message: string): string {
  const token = TOKEN_MESSAGE.exec(message)?.[1];
  if (token === undefined) throw new ProtocolError("the server did not begin with a token");
  return token;
}

/** A client's message: the token, a blank, the text. */
export function withToken(token: string, text: string): string {
  return `${token} ${text}`;
}

/**
 * The text of a client's message.
 *
 * @throws ProtocolError when another token stands before it, or none; it does not say which
 */
export function textBehindToken(token: string, message: string): string {
  const start = `${token} `;
  if (!isSame(message.slice(0, start.length), start)) {
    throw new ProtocolError("a message without the token of its session");
  }
  return message.slice(start.length);
}

/** Compares in a time that does not tell how much was right; digests, because they have one length. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
