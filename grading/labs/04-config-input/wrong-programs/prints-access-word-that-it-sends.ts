/**
 * A program that prints the access word that it sends.
 *
 * @file enter.ts
 * @caughtBy the client says the access word when it is asked
 * @says should never print the access word
 */

async function sayWord(
  socket: Socket,
  coming: Promise<unknown>,
  nextWord: NextWord,
  noWord: string,
): Promise<void> {
  const gone = new AbortController();
  const stopAsking = () => gone.abort();
  coming.then(stopAsking, stopAsking);
  try {
    const word = await nextWord(gone.signal);
    if (word === undefined) throw new ProgramError(noWord);
    await send(socket, `${word}\n`);
    printStatus(`sent ${word}`);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
