import { once } from "node:events";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { screenFor, screenLine, screenText } from "./screen-text.ts";

/** A stream that says whether it is a terminal, and all that was written to it. */
function outputThat({ isTTY }: { isTTY: boolean }) {
  const output = Object.assign(new PassThrough(), { isTTY });
  return { output, written: () => (output.read() as Buffer | null) ?? Buffer.alloc(0) };
}

/** What a terminal is sent when these chunks come from a server. */
function shown(...chunks: readonly (string | Uint8Array)[]): string {
  const { output, written } = outputThat({ isTTY: true });
  const screen = screenFor(output);
  for (const chunk of chunks) screen.write(chunk);
  return written().toString();
}

test.each([
  ["colours", "\x1b[31mred", "\\u001b[31mred"],
  ["titles", "\x1b]0;mine\x07", "\\u001b]0;mine\\u0007"],
  ["the bell and backspace", "a\x07b\bc\x7f", "a\\u0007b\\u0008c\\u007f"],
  ["commands of one byte in Latin-1", "\u009b2J", "\\u009b2J"],
  ["a CR that goes back to the start of the line", "hidden\rshown\n", "hidden\\u000dshown\n"],
  ["characters that turn the line round", "abc\u202edef\u2066", "abc\\u202edef\\u2066"],
  ["Unicode's line ends", "a\u2028b\u2029", "a\\u2028b\\u2029"],
  ["a byte order mark", "\ufeffhello", "\\ufeffhello"],
  ["half of a pair", "a\ud83d", "a\\ud83d"],
])("screenText() shows %s as an escape", (_what, text, expected) => {
  expect(screenText(text)).toBe(expected);
});

test("screenText() leaves lines, tabs, CR LF and what people write with joiners", () => {
  const text = "one\ttwo\nthree\r\nпривет 🙂 👩\u200d🔬 می\u200cخواهم\n";
  expect(screenText(text)).toBe(text.replace("\r", ""));
});

test("screenText() lets nothing through that a terminal obeys", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(screenText(text)).not.toMatch(/(?![\n\t\u200c\u200d])[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 30 },
  );
});

test("screenFor() shows the same however the bytes are cut", () => {
  const bytes = Buffer.from("é 🙂 \x1b[2J\r\nnext\rline\u202e\n");
  const whole = shown(bytes);
  expect(whole).toBe("é 🙂 \\u001b[2J\nnext\\u000dline\\u202e\n");
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(shown(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(whole);
  }
  expect(shown(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toBe(whole);
});

test("screenFor() shows bytes that are no UTF-8 as U+FFFD", () => {
  expect(shown(Uint8Array.of(0x61, 0x9b, 0x32, 0x4a))).toBe("a\ufffd2J");
});

test("screenFor() shows the start of a line at once", () => {
  expect(shown("Name: ")).toBe("Name: ");
});

test("screenFor() is the output itself where that is no terminal", () => {
  const { output } = outputThat({ isTTY: false });
  expect(screenFor(output)).toBe(output);
});

test("screenFor() is as slow as the terminal", async () => {
  const { output } = outputThat({ isTTY: true });
  const screen = screenFor(output);
  const much = "x".repeat(output.writableHighWaterMark);
  while (screen.write(much));
  expect(output.writableNeedDrain).toBe(true);
  output.resume();
  await once(screen, "drain");
});

test("screenLine() shows a text on one line, and its line ends as \\n", () => {
  expect(screenLine("one\r\ntwo\x1b\n")).toBe("one\\ntwo\\u001b\\n");
});
