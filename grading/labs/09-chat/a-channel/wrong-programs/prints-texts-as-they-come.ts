/**
 * A program that prints what the operator writes as it comes.
 *
 * @file talk.ts
 * @caughtBy the client sends each line, and shows each text of the operator
 * @says would command the terminal
 */

export async function showTexts(channel: TalkChannel, output: Writable): Promise<void> {
  for (;;) {
    const text = await nextText(channel, RECORD.SERVER_TO_CLIENT);
    if (text === undefined) return;
    printStatus(`received ${Buffer.byteLength(text)} bytes`);
    await send(output, `${text}\n`);
  }
}
