import { expect, test } from "vitest";
import { bodiesOf, chunksOf, SHAPES } from "./shapes.ts";

test.each([
  [1, 1],
  [1, 100],
  [4096, 4096],
] as const)("chunksOf() cuts chunks of %d to %d bytes and loses nothing", (least, most) => {
  const stream = Buffer.from(Array.from({ length: 10_000 }, (_, at) => at % 256));
  const chunks = chunksOf(stream, [least, most]);
  expect(Buffer.concat(chunks).equals(stream)).toBe(true);
  for (const chunk of chunks.slice(0, -1)) {
    expect(chunk.length).toBeGreaterThanOrEqual(least);
    expect(chunk.length).toBeLessThanOrEqual(most);
  }
});

test("chunksOf() cuts the same every time", () => {
  const stream = Buffer.alloc(10_000);
  const lengths = () => chunksOf(stream, [1, 100]).map(({ length }) => length);
  expect(lengths()).toEqual(lengths());
});

test.each(SHAPES)("bodiesOf() makes bodies that differ: $name", (shape) => {
  const bodies = bodiesOf({ ...shape, bodies: 20 });
  expect(new Set(bodies.map((body) => Buffer.from(body).toString("hex"))).size).toBe(20);
  for (const body of bodies) expect(body).toHaveLength(shape.bodyBytes);
});
