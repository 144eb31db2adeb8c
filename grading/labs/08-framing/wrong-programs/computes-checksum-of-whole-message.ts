/**
 * A program that computes the checksum of the whole message.
 *
 * @file checksum.ts
 * @caughtBy with --checksum crc32 a damaged text is refused
 * @says Of which part
 */

function checkedText(digitsOf: (text: string) => string, message: string): string {
  const { length } = digitsOf("");
  const text = message.slice(length);
  if (digitsOf(message) !== message.slice(0, length)) {
    throw new ProtocolError("a text whose checksum is not its own");
  }
  return text;
}
