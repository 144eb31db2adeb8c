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
import { randomBytes } from "node:crypto";
import { isSameSecret } from "../../shared/auth/same-secret.ts";
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
  if (!isSameSecret(message.slice(0, start.length), start)) {
    throw new ProtocolError("a message without the token of its session");
  }
  return message.slice(start.length);
}
