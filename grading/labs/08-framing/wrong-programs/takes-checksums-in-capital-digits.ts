/**
 * A program that takes checksums in capital digits.
 *
 * @file checksum.ts
 * @caughtBy with --checksum crc32 a damaged text is refused
 * @says compared with the one that stands before it
 */

function checkedText(digitsOf: (text: string) => string, message: string): string {
  const { length } = digitsOf("");
  const text = message.slice(length);
  if (digitsOf(text) !== message.slice(0, length).toLowerCase()) {
    throw new ProtocolError("a text whose checksum is not its own");
  }
  return text;
}
