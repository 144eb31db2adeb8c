/**
 * A program that takes blanks off what the operator types.
 *
 * @file operator.ts
 * @caughtBy a reply may be long, and empty
 * @says blanks around it are part of the text
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
    guest.stream.write(withChecksum(checksum, text.trim()), (error) => {
      guest.waitingBytes -= bytes;
      if (error != null) return; // the visit tells how the connection ended
      print(`sent ${bytes} bytes`);
      guest.log.info("sent", { bytes });
    });
  }
}
