import { describe, expect, test } from "vitest";
import { TEXT_BYTES, textOf } from "./text.ts";
import { TextScanner } from "./text-scanner.ts";

const STREAM = Buffer.from(
  `:m1 PRIVMSG #room :${textOf(1, 7)}\r\n{"text":"${textOf(22, 0)}"}${textOf(499, 12_345_678)}`,
);
const FOUND = ["1 7", "22 0", "499 12345678"];

describe("textOf()", () => {
  test("is always as long", () => {
    expect(textOf(0, 0)).toHaveLength(TEXT_BYTES);
    expect(textOf(9999, 99_999_999)).toHaveLength(TEXT_BYTES);
  });
});

describe("TextScanner", () => {
  test.each([1, 2, 3, 5, 8, 63, 64, 65, 1000])(
    "finds each text in chunks of %d bytes",
    (length) => {
      expect(textsIn(chunksOf(STREAM, length))).toEqual(FOUND);
    },
  );

  test("finds each text wherever the stream is cut in two", () => {
    for (let cut = 0; cut <= STREAM.length; cut += 1) {
      expect(textsIn([STREAM.subarray(0, cut), STREAM.subarray(cut)])).toEqual(FOUND);
    }
  });

  test("keeps nothing of a chunk whose memory is used again", () => {
    const shared = Buffer.alloc(STREAM.length);
    const found: string[] = [];
    const scanner = new TextScanner((sender, sequence) => found.push(`${sender} ${sequence}`));
    for (const chunk of chunksOf(STREAM, 40)) {
      scanner.push(shared.subarray(0, chunk.copy(shared)));
    }
    expect(found).toEqual(FOUND);
  });

  test("refuses a text with other letters", () => {
    const wrong = textOf(1, 1).replace("Z", "z").slice(0, -1);
    expect(() => textsIn([Buffer.from(`${wrong}?`)])).toThrow("nobody has sent");
  });
});

function textsIn(chunks: readonly Buffer[]): string[] {
  const found: string[] = [];
  const scanner = new TextScanner((sender, sequence) => found.push(`${sender} ${sequence}`));
  for (const chunk of chunks) scanner.push(chunk);
  return found;
}

function chunksOf(bytes: Buffer, length: number): Buffer[] {
  const count = Math.ceil(bytes.length / length);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );
}
