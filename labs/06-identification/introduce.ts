/**
 * Getting to know a stranger.
 *
 *     server  ──  who are you, 127.0.0.2?                             ─▶  client
 *     server  ◀─  (10,000 letters)                                    ──  client
 *     server  ──  cannot use that name: it has more than 32 letters   ─▶  client
 *     server  ──  who are you, 127.0.0.2?                             ─▶  client
 *     server  ◀─  Ada                                                 ──  client
 *     server  ──  nice to meet you, Ada                               ─▶  client
 */
import type { Socket } from "node:net";
import { send } from "../../shared/net/send.ts";
import type { NameBook } from "./name-book.ts";

/** Where the name goes. */
export type Registry = Pick<NameBook, "parseName" | "remember">;

/** A client at an address that nobody is known at. */
export interface Stranger {
  socket: Socket;
  /** What the client says. */
  lines: AsyncIterator<string, void>;
  address: string;
}

/**
 * Asks for a name until there is one that can be used, and greets the client by it once it is stored.
 * Returns the name, or undefined when the client has left.
 *
 * @throws the system's error when the connection breaks, or the name cannot be stored
 */
export async function introduce(stranger: Stranger, book: Registry): Promise<string | undefined> {
  const { socket, lines, address } = stranger;
  const question = `who are you, ${address}?\n`;
  await send(socket, question);
  for (;;) {
    const line = await lines.next();
    if (line.done === true || line.value === "exit") return undefined;
    const parsed = book.parseName(line.value);
    if (parsed.ok) return await welcome(stranger, parsed.value, book);
    // In one write: the second of two small ones waits until the first has been acknowledged, which
    // the other side does only after a while (RFC 9293 sections 3.7.4 and 3.8.6.3).
    await send(socket, `cannot use that name: ${parsed.reason}\n${question}`);
  }
}

/** Somebody else at the same address may have been quicker: then the address has that one's name. */
async function welcome({ socket, address }: Stranger, given: string, book: Registry) {
  try {
    const name = await book.remember(address, given);
    await send(socket, `${name === given ? "nice to meet you" : "welcome back"}, ${name}\n`);
    return name;
  } catch (error) {
    await send(socket, "cannot store a name now: come back later\n");
    throw error;
  }
}
