/**
 * A program that trims the words before it compares them.
 *
 * @file access-word.ts
 * @caughtBy three wrong words end the connection
 * @says no blank is taken away
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
    if (isSameSecret(line.value.trim(), accessWord.trim())) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
