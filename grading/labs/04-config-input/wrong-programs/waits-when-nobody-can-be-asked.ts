/**
 * A program that waits forever when the word is missing and nobody can be asked.
 *
 * @file enter.ts
 * @caughtBy a missing access word ends the client
 * @says say what is missing
 * @saysFirst nobody is there to be asked
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
    if (word === undefined) return;
    await send(socket, `${word}\n`);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
