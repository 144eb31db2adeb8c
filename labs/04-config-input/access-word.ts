/**
 * A word that a server may require before it serves a client.
 *
 *     server  ──  access word?       ─▶  client
 *     server  ◀─  opem sesame        ──  client
 *     server  ──  wrong access word  ─▶  client
 *     server  ──  access word?       ─▶  client
 *     server  ◀─  open sesame        ──  client
 *     server  ──  welcome            ─▶  client
 *
 * One word for everybody keeps strangers out and nothing more: it does not say who comes, and it
 * crosses the network as it is. Lab 07 does better.
 */
import type { Socket } from "node:net";
import { isSameSecret } from "../../shared/auth/same-secret.ts";
import { invalid, type Result, valid } from "../../shared/config/result.ts";
import type { Setting } from "../../shared/config/setting.ts";
import { send } from "../../shared/net/send.ts";

/** What the two sides say to each other. */
export const WORD_WANTED = "access word?";
export const WORD_WRONG = "wrong access word";
export const WELCOME = "welcome";

/** How often a client may try. Without a limit, a program tries a whole dictionary. */
const MAX_ATTEMPTS = 3;

/** The word that a client says. It is asked for only when the server wants one. */
export const accessWordSetting = {
  about: "what the server wants to hear",
  parse: parseAccessWord,
  fallback: "",
  secret: true,
} satisfies Setting<string>;

/** The word that a server wants to hear. */
export const requiredWordSetting = {
  ...accessWordSetting,
  about: "what clients must say; empty for nothing",
  asked: true,
} satisfies Setting<string>;

/** Reads an access word. It must fit into a line, since it is sent as one. */
export function parseAccessWord(text: string): Result<string> {
  return /\p{Cc}/u.test(text) ? invalid("it holds a line end or a control character") : valid(text);
}

/**
 * Asks a client for the access word, three times at most. Returns true once it has said it, and false
 * when it has tried too often or has left. The word is never printed, nor what was tried: a wrong
 * word is often the right one with a typing error.
 *
 * @throws the system's error when the connection breaks
 *
 * @exercise 04.6 Ask for the word, read one line and compare, up to three times; tell the client when it was wrong.
 */
export async function admit(
  socket: Socket,
  lines: AsyncIterator<string>,
  accessWord: string,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await send(socket, `${WORD_WANTED}\n`);
    const line = await lines.next();
    if (line.done === true) return false;
    if (isSameSecret(line.value, accessWord)) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
