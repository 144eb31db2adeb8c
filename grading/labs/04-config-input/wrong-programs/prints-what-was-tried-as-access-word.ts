/**
 * A program that prints what was tried as access word.
 *
 * @file access-word.ts
 * @caughtBy the server never prints a word
 * @says often the right one with a typing error
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
    console.log(`tried ${line.value}`);
    if (isSameSecret(line.value, accessWord)) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
