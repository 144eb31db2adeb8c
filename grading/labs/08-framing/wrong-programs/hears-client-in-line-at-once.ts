/**
 * A program that hears a client in line at once.
 *
 * @file visit.ts
 * @caughtBy what was said in line is heard in its turn
 * @says not heard before its turn
 */

async function listen({ guest, turn }: Place<Guest>, token: string, house: House): Promise<void> {
  for await (const message of guest.stream) {
    const text = withoutChecksum(house.checksum, textBehindToken(token, message));
    const bytes = Buffer.byteLength(text);
    house.print(`received ${bytes} bytes: ${text}`);
    guest.log.info("received", { bytes });
  }
}
