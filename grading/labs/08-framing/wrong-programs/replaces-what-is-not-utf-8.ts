/**
 * A program that replaces what is not UTF-8 without a word.
 *
 * @file frame-stream.ts
 * @caughtBy what is not UTF-8 is refused
 * @says replacement characters
 */

const utf8 = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
