/**
 * A program that compares without regard to case.
 *
 * @file access-word.ts
 * @caughtBy a wrong access word is asked for again
 * @says sesame is another
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
    if (isSameSecret(line.value.toLowerCase(), accessWord.toLowerCase())) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
