/**
 * A program that passes over an empty text.
 *
 * @file visit.ts
 * @caughtBy an empty text is a message too
 * @says An empty text is a message like any other
 */

async function listen({ guest, turn }: Place<Guest>, token: string, house: House): Promise<void> {
  for await (const message of guest.stream) {
    const text = withoutChecksum(house.checksum, textBehindToken(token, message));
    if (!(await turn)) return;
    if (text === "") continue;
    const bytes = Buffer.byteLength(text);
    house.print(`received ${bytes} bytes: ${text}`);
    guest.log.info("received", { bytes });
  }
}
