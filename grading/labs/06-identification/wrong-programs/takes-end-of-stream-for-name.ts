/**
 * A program that takes the end of the stream for a name.
 *
 * @file introduce.ts
 * @caughtBy leaving at the question stores nothing
 * @says The end of the stream is no answer
 */

export async function introduce(stranger: Stranger, book: Registry): Promise<string | undefined> {
  const { socket, lines, address } = stranger;
  const question = `who are you, ${address}?\n`;
  await send(socket, question);
  for (;;) {
    const line = await lines.next();
    if (line.done !== true && line.value === "exit") return undefined;
    const parsed = book.parseName(`${line.value}`);
    if (parsed.ok) return await welcome(stranger, parsed.value, book);
    // In one write: the second of two small ones waits until the first has been acknowledged, which
    // the other side does only after a while (RFC 9293 sections 3.7.4 and 3.8.6.3).
    await send(socket, `cannot use that name: ${parsed.reason}\n${question}`);
  }
}
