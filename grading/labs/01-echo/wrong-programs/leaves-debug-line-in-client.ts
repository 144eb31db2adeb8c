/**
 * A program that leaves a line for finding its mistakes in the client.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client prints what it gets, byte for byte
 * @says lines of its own on standard output
 */

async function printAnswer(answers: AsyncIterable<Uint8Array>, output: Writable): Promise<void> {
  const screen = screenFor(output);
  for await (const chunk of answers) {
    console.log(chunk);
    await send(screen, chunk);
  }
}
