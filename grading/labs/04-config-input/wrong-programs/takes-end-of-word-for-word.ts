/**
 * A program that takes the end of the word for the word.
 *
 * @file access-word.ts
 * @caughtBy three wrong words end the connection
 * @says Only the whole word is the word
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
    if (line.value !== "" && accessWord.endsWith(line.value)) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
