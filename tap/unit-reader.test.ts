import { expect, test } from "vitest";
import { encodeFrame } from "../shared/framing/encode-frame.ts";
import { cutEvery } from "./network/cut.ts";
import { lengthOf, type Unit } from "./unit.ts";
import { unitReader } from "./unit-reader.ts";

/** A unit in short: "5 bytes in 1 chunk: hel|lo". A bar stands where a new chunk began. */
function inShort(unit: Unit): string {
  const text = unit.parts.map(({ shown, cuts }) => {
    const pieces = [...cuts, shown.length].map((end, at) => shown.subarray(cuts[at - 1] ?? 0, end));
    return pieces.map((piece) => piece.toString("latin1")).join("|");
  });
  const ending = unit.isWhole ? "" : "…";
  return `${unit.kind}${unit.sharesChunk ? "+" : ""} ${text.join(" ")}${ending}`;
}

function read(form: "bytes" | "lines" | "frames", ...chunks: string[]): string[] {
  const reader = unitReader(form);
  const units = chunks.flatMap((chunk) => reader.push(Buffer.from(chunk, "latin1")));
  const rest = reader.soFar();
  return [...units, ...(rest === undefined ? [] : [rest])].map(inShort);
}

const FRAME = Buffer.from(encodeFrame("hello")).toString("latin1");

test("bytes: every chunk is a unit", () => {
  expect(read("bytes", "hel", "lo\n")).toEqual(["chunk hel", "chunk lo\n"]);
});

test("lines: one chunk may hold many, one line may come in many chunks", () => {
  expect(read("lines", "one\ntwo\nth", "ree\n")).toEqual([
    "line one\n",
    "line+ two\n",
    "line+ th|ree\n",
  ]);
  expect(read("lines", "a", "b", "\n", "c")).toEqual(["line a|b|\n", "line c…"]);
});

test("frames: header and body, cut at every place", () => {
  expect(read("frames", FRAME + FRAME)).toEqual([
    "frame \0\0\0\x05 hello",
    "frame+ \0\0\0\x05 hello",
  ]);
  for (let at = 1; at < FRAME.length; at++) {
    const text = at < 4 ? `${FRAME.slice(0, at)}|${FRAME.slice(at, 4)} hello` : "";
    const body = at < 4 ? text : `\0\0\0\x05 ${FRAME.slice(4, at)}|${FRAME.slice(at)}`;
    expect(read("frames", FRAME.slice(0, at), FRAME.slice(at))).toEqual([`frame ${body}`]);
  }
});

test("frames: an empty body, and a frame that has only begun", () => {
  expect(read("frames", "\0\0\0\0\0\0")).toEqual(["frame \0\0\0\0", "frame+ \0\0…"]);
  expect(read("frames", "\0\0\0\x05he")).toEqual(["frame \0\0\0\x05 he…"]);
});

test("frames: after a header that cannot be one only chunks are shown", () => {
  expect(read("frames", "hello world", "more")).toEqual([
    "no frame hell…",
    "chunk o world",
    "chunk more",
  ]);
});

test("of a long unit only the beginning is kept, with its whole length", () => {
  const reader = unitReader("lines");
  for (let count = 0; count < 100; count++) reader.push(Buffer.alloc(10_000, "x"));
  const [line] = reader.push(Buffer.from("\n"));
  expect(line?.parts[0]?.shown).toHaveLength(192);
  expect(line?.parts[0]?.cuts).toEqual([]);
  expect(line && lengthOf(line)).toBe(1_000_001);
  expect(line?.chunks).toBe(101);
});

test("single bytes make the same lines", () => {
  const reader = unitReader("lines");
  const units = cutEvery(Buffer.from("hello\nworld\n"), 1).flatMap((byte) => reader.push(byte));
  expect(units.map(({ chunks }) => chunks)).toEqual([6, 6]);
});
