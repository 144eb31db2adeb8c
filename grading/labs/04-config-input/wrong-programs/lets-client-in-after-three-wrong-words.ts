/**
 * A program that lets a client in after three wrong words.
 *
 * @file access-word.ts
 * @caughtBy three wrong words end the connection
 * @says A program tries a million words while a person tries three
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
  return true;
}
