/**
 * A program that prints each chunk of the answer with console.log.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client prints what it gets, byte for byte
 * @says a chunk that is decoded alone
 */

async function printAnswer(answers: AsyncIterable<Uint8Array>, output: Writable): Promise<void> {
  const screen = screenFor(output);
  for await (const chunk of answers) {
    printStatus(`received ${chunk.length} bytes`);
    console.log(chunk.toString());
  }
}
