/**
 * A program that says the length of a reply in characters.
 *
 * @file operator.ts
 * @caughtBy the server says how much it sent, and when nobody is there
 * @says in bytes of UTF-8, not in characters
 */

export function reply(text: string, { line, checksum, print }: House): void {
  const guest = line.first;
  const bytes = Buffer.byteLength(text);
  if (guest === undefined || !guest.stream.writable) {
    print("nobody is here: not sent");
  } else if (guest.waitingBytes + bytes > MAX_WAITING_BYTES) {
    print(`${guest.address} does not read: not sent`);
  } else {
    guest.waitingBytes += bytes;
    guest.stream.write(withChecksum(checksum, text), (error) => {
      guest.waitingBytes -= bytes;
      if (error != null) return; // the visit tells how the connection ended
      print(`sent ${text.length} bytes`);
      guest.log.info("sent", { bytes });
    });
  }
}
