/**
 * A program that does not answer the third wrong word.
 *
 * @file access-word.ts
 * @caughtBy three wrong words end the connection
 * @says The third wrong word is answered, too
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
    if (attempt < MAX_ATTEMPTS) await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
