/**
 * A program that asks without a line end.
 *
 * @file access-word.ts
 * @caughtBy the server asks for the access word and welcomes who knows it
 * @says Every line ends with LF
 */

export async function admit(
  socket: Socket,
  lines: AsyncIterator<string>,
  accessWord: string,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await send(socket, WORD_WANTED);
    const line = await lines.next();
    if (line.done === true) return false;
    if (isSameSecret(line.value, accessWord)) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
