/**
 * A program that compares the first four digits of a checksum.
 *
 * @file checksum.ts
 * @caughtBy with --checksum crc32 a damaged text is refused
 * @says computed and compared
 */

function checkedText(digitsOf: (text: string) => string, message: string): string {
  const { length } = digitsOf("");
  const text = message.slice(length);
  if (digitsOf(text).slice(0, 4) !== message.slice(0, 4) || message.length < length) {
    throw new ProtocolError("a text whose checksum is not its own");
  }
  return text;
}
