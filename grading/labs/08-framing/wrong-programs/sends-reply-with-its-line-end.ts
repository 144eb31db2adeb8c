/**
 * A program that sends a reply with its line end.
 *
 * @file operator.ts
 * @caughtBy what the operator types is one frame
 * @says line end sent with the text
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
    client.stream.write(`${withChecksum(checksum, text)}\n`, (error) => {
      client.waitingBytes -= bytes;
      if (error != null) return; // handleConnection logs how the connection ended
      print(`sent ${bytes} bytes`);
      client.log.info("sent", { bytes });
    });
  }
}
