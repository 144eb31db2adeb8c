import { expect, test } from "vitest";
import { linesOf } from "./lines.ts";

async function* chunksFrom(data: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < data.length; start += length) {
    yield data.subarray(start, start + length);
  }
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

test.each([1, 2, 3, 5, 8, 100])(
  "linesOf() finds the lines in chunks of %i bytes",
  async (length) => {
    const data = Buffer.from("open sesame\n\nпривет 🐙\r\nrest");
    const lines = await all(linesOf(chunksFrom(data, length)));
    expect(lines).toEqual(["open sesame", "", "привет 🐙", "rest"]);
  },
);

test("linesOf() goes on where it was left", async () => {
  const lines = linesOf(chunksFrom(Buffer.from("one\ntwo\nthree\n"), 100));
  expect((await lines.next()).value).toBe("one");
  expect(await all(lines)).toEqual(["two", "three"]);
});

test("linesOf() has no lines in nothing", async () => {
  expect(await all(linesOf(chunksFrom(Buffer.alloc(0), 1)))).toEqual([]);
});
