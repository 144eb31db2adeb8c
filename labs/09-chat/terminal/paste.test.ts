import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { PastedAsText } from "./paste.ts";

/** What the line editor gets of these chunks. */
async function edited(...chunks: (string | Uint8Array)[]): Promise<string> {
  const input = new PassThrough();
  const pasted = new PastedAsText(input);
  for (const chunk of chunks) input.write(chunk);
  input.end();
  let all = "";
  for await (const text of pasted) all += text;
  return all;
}

const PASTE = "a\u001b[200~\tif x:\r\n\t\tyes\ré\u001b[201~b\r";

test("PastedAsText makes signs of pasted line ends and tabs, and leaves Enter as it is", async () => {
  expect(await edited(PASTE)).toBe("a␉if x:␤␉␉yes␤éb\r");
});

test("PastedAsText understands the marks wherever they are cut", async () => {
  const bytes = Buffer.from(PASTE);
  for (let at = 1; at < bytes.length; at++) {
    expect(await edited(bytes.subarray(0, at), bytes.subarray(at))).toBe("a␉if x:␤␉␉yes␤éb\r");
  }
  expect(await edited(...[...bytes].map((byte) => Uint8Array.of(byte)))).toBe("a␉if x:␤␉␉yes␤éb\r");
});

test("PastedAsText lets no pasted control character through", async () => {
  expect(await edited("\u001b[200~a\u0003b\u001b[A\u001b[201~")).toBe("ab[A");
});

test("PastedAsText makes a line end of Alt and Enter, and passes other keys on", async () => {
  expect(await edited("one\u001b\rtwo\u001b[A\u001b")).toBe("one␤two\u001b[A\u001b");
});

test("PastedAsText.meant() puts back what the signs stand for", () => {
  expect(new PastedAsText(new PassThrough()).meant("␉one␤two")).toBe("\tone\ntwo");
});

test.each([
  [Array.from({ length: 45 }, (_, at) => `line ${at} $&`).join("\n"), "45 lines"],
  ["é".repeat(301), "301 characters"],
])("PastedAsText shows a long paste in short, and means all of it: %#", async (text, size) => {
  const input = new PassThrough();
  const pasted = new PastedAsText(input);
  for (const chunk of ["a\u001b[200~", text, "\u001b[201~b", "\u001b[200~short\u001b[201~"]) {
    input.write(chunk);
  }
  input.end();
  let line = "";
  for await (const part of pasted) line += part;
  expect(line).toBe(`a[pasted text 1: ${size}]bshort`);
  expect(pasted.meant(line)).toBe(`a${text}bshort`);
});
