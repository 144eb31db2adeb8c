/**
 * A program that loses a first U+FEFF.
 *
 * @file frame-stream.ts
 * @caughtBy a text cannot give commands to the client's terminal
 * @says is a character of the text
 */

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
