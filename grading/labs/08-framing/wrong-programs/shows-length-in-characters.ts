/**
 * A program that shows the length in characters.
 *
 * @file visit.ts
 * @caughtBy the length that is shown counts bytes
 * @says its text in bytes
 */

async function listen({ guest, turn }: Place<Guest>, token: string, house: House): Promise<void> {
  for await (const message of guest.stream) {
    const text = withoutChecksum(house.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    const bytes = text.length;
    house.print(`received ${bytes} bytes: ${text}`);
    guest.log.info("received", { bytes });
  }
}
