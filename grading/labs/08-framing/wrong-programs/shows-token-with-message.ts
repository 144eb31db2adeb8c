/**
 * A program that shows the token with the message.
 *
 * @file visit.ts
 * @caughtBy a message is shown, and nothing else of it
 * @says token is on the screen
 */

async function listen({ guest, turn }: Place<Guest>, token: string, house: House): Promise<void> {
  for await (const message of guest.stream) {
    const text = withoutChecksum(house.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = Buffer.byteLength(text);
    house.print(`received ${bytes} bytes: ${message}`);
    guest.log.info("received", { bytes });
  }
}
