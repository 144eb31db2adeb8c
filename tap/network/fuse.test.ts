import { expect, test } from "vitest";
import { Fuse } from "./fuse.ts";

test("a Fuse lets so many bytes pass, and none after them", () => {
  const fuse = new Fuse({ dropAfter: 7 });
  expect(String(fuse.take(Buffer.from("hello")))).toBe("hello");
  expect(fuse.hasBurned).toBe(false);
  expect(String(fuse.take(Buffer.from("world")))).toBe("wo");
  expect(fuse.hasBurned).toBe(true);
  expect(fuse.take(Buffer.from("more"))).toHaveLength(0);
  expect(fuse.deed).toBe("silence");
});

test("of two limits the lower one counts", () => {
  expect(new Fuse({ dropAfter: 7, resetAfter: 5 }).deed).toBe("reset");
  expect(new Fuse({ dropAfter: 5, resetAfter: 7 }).deed).toBe("silence");
});

test("a Fuse without a limit never burns down", () => {
  const fuse = new Fuse({ split: 1 });
  expect(fuse.take(Buffer.alloc(1_000_000))).toHaveLength(1_000_000);
  expect(fuse.hasBurned).toBe(false);
  expect(fuse.deed).toBeUndefined();
});
