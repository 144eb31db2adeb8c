/**
 * A program that asks one client after the other.
 *
 * @file introduce.ts
 * @caughtBy a client at the question holds up nobody
 * @says While one client thinks about its name, the others wait
 */

let last: Promise<unknown> = Promise.resolve();

export async function introduce(stranger: Stranger, book: Registry): Promise<string | undefined> {
  const { socket, lines, address } = stranger;
  const before = last;
  last = new Promise((resolve) => socket.once("close", resolve));
  await before;
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
