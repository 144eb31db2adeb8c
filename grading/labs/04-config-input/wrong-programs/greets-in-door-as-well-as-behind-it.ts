/**
 * A program that greets in the door as well as behind it.
 *
 * @file access-word.ts
 * @caughtBy a line together with the access word is echoed
 * @says The server greets twice
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
    if (isSameSecret(line.value, accessWord)) {
      await send(socket, `${WELCOME}\n`);
      return true;
    }
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
