/**
 * A program that cuts the checksum off and does not compare it.
 *
 * @file checksum.ts
 * @caughtBy with --checksum crc32 a damaged text is refused
 * @says computed and compared
 */

function checkedText(digitsOf: (text: string) => string, message: string): string {
  const { length } = digitsOf("");
  const text = message.slice(length);
  if (message.length < length) {
    throw new ProtocolError("a text whose checksum is not its own");
  }
  return text;
}
