/**
 * A program that takes a client that has left for one with a wrong word.
 *
 * @file access-word.ts
 * @caughtBy a client that leaves at the question is told no more
 * @says there is no line to compare
 */

export async function admit(
  socket: Socket,
  lines: AsyncIterator<string>,
  accessWord: string,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await send(socket, `${WORD_WANTED}\n`);
    const line = await lines.next();
    if (isSameSecret(line.value ?? `${undefined}`, accessWord)) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
