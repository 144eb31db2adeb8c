/**
 * A program that says the length of a reply in characters.
 *
 * @file operator.ts
 * @caughtBy the server says how much it sent, and when nobody is there
 * @says in bytes of UTF-8, not in characters
 */

export function reply(text: string, { line, checksum, print }: ServerContext): void {
  const client = line.first;
  const bytes = Buffer.byteLength(text);
  if (client === undefined || !client.stream.writable) {
    print("nobody is here: not sent");
  } else if (client.waitingBytes + bytes > MAX_WAITING_BYTES) {
    print(`${client.address} does not read: not sent`);
  } else {
    client.waitingBytes += bytes;
    client.stream.write(withChecksum(checksum, text), (error) => {
      client.waitingBytes -= bytes;
      if (error != null) return; // handleConnection logs how the connection ended
      print(`sent ${text.length} bytes`);
      client.log.info("sent", { bytes });
    });
  }
}
