/**
 * A program that counts the attempts of all clients together.
 *
 * @file access-word.ts
 * @caughtBy each client has its own attempts
 * @says Something of one client showed up at another
 */

let attempt = 1;

export async function admit(
  socket: Socket,
  lines: AsyncIterator<string>,
  accessWord: string,
): Promise<boolean> {
  for (; attempt <= MAX_ATTEMPTS; attempt++) {
    await send(socket, `${WORD_WANTED}\n`);
    const line = await lines.next();
    if (line.done === true) return false;
    if (isSameSecret(line.value, accessWord)) return true;
    await send(socket, `${WORD_WRONG}\n`);
  }
  return false;
}
