/**
 * A program that takes blanks off what the operator types.
 *
 * @file operator.ts
 * @caughtBy a reply may be long, and empty
 * @says blanks around it are part of the text
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
    client.stream.write(withChecksum(checksum, text.trim()), (error) => {
      client.waitingBytes -= bytes;
      if (error != null) return; // handleConnection logs how the connection ended
      print(`sent ${bytes} bytes`);
      client.log.info("sent", { bytes });
    });
  }
}
