/**
 * A program that gives every checksum eight digits.
 *
 * @file checksum.ts
 * @caughtBy with --checksum md5 a damaged text is refused
 * @says how many digits
 */

function checkedText(digitsOf: (text: string) => string, message: string): string {
  const length = 8;
  const text = message.slice(length);
  if (digitsOf(text) !== message.slice(0, length)) {
    throw new ProtocolError("a text whose checksum is not its own");
  }
  return text;
}
