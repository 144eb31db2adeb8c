import { expect, test } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

function bucket() {
  const clock = { ms: 1_000 };
  return { clock, bucket: new TokenBucket({ burst: 5, perSecond: 2 }, () => clock.ms) };
}

test("TokenBucket.take() lets the first five pass at once, and the others twice a second", () => {
  const { bucket: member } = bucket();
  const waits = Array.from({ length: 8 }, () => member.take());
  expect(waits).toEqual([0, 0, 0, 0, 0, 500, 1_000, 1_500]);
});

test("TokenBucket.take() counts the time that was waited", () => {
  const { bucket: member, clock } = bucket();
  for (let i = 0; i < 5; i++) member.take();
  for (let i = 0; i < 100; i++) {
    const waitMs = member.take();
    expect(waitMs).toBe(500);
    clock.ms += waitMs;
  }
});

test("TokenBucket.take() gives back no more than the first five, however long nobody came", () => {
  const { bucket: member, clock } = bucket();
  for (let i = 0; i < 5; i++) member.take();
  clock.ms += 86_400_000;
  const waits = Array.from({ length: 6 }, () => member.take());
  expect(waits).toEqual([0, 0, 0, 0, 0, 500]);
});
