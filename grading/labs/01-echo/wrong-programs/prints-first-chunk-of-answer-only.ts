/**
 * A program that prints the first chunk of the answer only.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client prints what it gets, byte for byte
 * @says printed the first bytes and then no more
 */

async function printAnswer(answers: AsyncIterable<Uint8Array>, output: Writable): Promise<void> {
  const screen = screenFor(output);
  for await (const chunk of answers) {
    printStatus(`received ${chunk.length} bytes`);
    await send(screen, chunk);
    break;
  }
}
