import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { transcriptHash } from "./transcript.ts";

function sha256(hex: string): string {
  return createHash("sha256")
    .update(Buffer.from(hex.replaceAll(" ", ""), "hex"))
    .digest("hex");
}

test("transcriptHash() puts the length of each part before it", () => {
  const hash = transcriptHash(Buffer.from("ab"), Buffer.alloc(0), Buffer.from("c"));
  expect(hash.toString("hex")).toBe(sha256("00000002 6162 00000000 00000001 63"));
});

test("transcriptHash() of nothing is the hash of nothing", () => {
  expect(transcriptHash().toString("hex")).toBe(sha256(""));
});

test("transcriptHash() is another one for other parts, also if they are the same bytes together", () => {
  const bytes = fc.uint8Array({ maxLength: 6 });
  fc.assert(
    fc.property(fc.array(bytes), fc.array(bytes), (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(transcriptHash(...one).equals(transcriptHash(...other))).toBe(same);
    }),
  );
});
